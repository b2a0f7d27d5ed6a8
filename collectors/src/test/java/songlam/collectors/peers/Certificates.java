package songlam.collectors.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import songlam.testing.Peers;

/** A small CA and a certificate for localhost, made by openssl, as PEM files of a folder. */
public record Certificates(Path authority, Path certificate, Path key) {
  /** Makes them. */
  public static Certificates in(Path folder) throws IOException, InterruptedException {
    String openssl = Peers.require("openssl", "openssl").toString();
    Path authority = folder.resolve("ca.pem");
    Path authorityKey = folder.resolve("ca.key");
    Path certificate = folder.resolve("server.pem");
    Path key = folder.resolve("server.key");
    Path request = folder.resolve("server.csr");
    Path extensions =
        Files.writeString(
            folder.resolve("server.ext"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
    RunningProgram.run(
        folder,
        openssl,
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=Test CA",
        "-keyout",
        authorityKey.toString(),
        "-out",
        authority.toString());
    RunningProgram.run(
        folder,
        openssl,
        "req",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=localhost",
        "-keyout",
        key.toString(),
        "-out",
        request.toString());
    RunningProgram.run(
        folder,
        openssl,
        "x509",
        "-req",
        "-in",
        request.toString(),
        "-CA",
        authority.toString(),
        "-CAkey",
        authorityKey.toString(),
        "-CAcreateserial",
        "-days",
        "2",
        "-extfile",
        extensions.toString(),
        "-out",
        certificate.toString());
    return new Certificates(authority, certificate, key);
  }
}
