package songlam.console;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HexFormat;
import songlam.collectors.listen.CanaryPorts;
import songlam.core.access.CertificateAuthority;
import songlam.core.pipeline.JournalIntake;

/**
 * How records come in: the listeners, their keys, and the way into the journal.
 *
 * @param ownSecret what this process shows where it sends to itself
 */
record Entrance(
    CertificateAuthority authority,
    ServerKeys keys,
    JournalIntake intake,
    CanaryPorts canaryPorts,
    String ownSecret,
    Inputs inputs) {
  private static final int SECRET_BYTES = 32;

  /**
   * Makes all of it; nothing listens yet.
   *
   * @throws IOException when the authority's certificate cannot be written
   */
  static Entrance make(
      Settings settings, Installation installation, Ground ground, Vertx vertx, boolean simulation)
      throws IOException {
    CertificateAuthority authority =
        new CertificateAuthority(ground.system(), ground.random(), ground.clock());
    Files.writeString(installation.authority(), authority.certificate());
    ServerKeys keys = new ServerKeys(authority, settings.console());
    JournalIntake intake = new JournalIntake(ground.journal(), ground.clock());
    CanaryPorts canaryPorts = new CanaryPorts();
    byte[] secret = new byte[SECRET_BYTES];
    ground.random().nextBytes(secret);
    Inputs inputs =
        new Inputs(
            settings.inputs(),
            vertx,
            intake,
            ground.system(),
            ground.clock(),
            keys,
            PlatformLog.file(installation.log()),
            simulation,
            ground.caps(),
            canaryPorts);
    return new Entrance(
        authority, keys, intake, canaryPorts, HexFormat.of().formatHex(secret), inputs);
  }
}
