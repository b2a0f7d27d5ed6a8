package songlam.core.correlate.pack;

/**
 * A version of a pack by its names.
 *
 * @param version as {@link Pack#version()} has it
 */
public record PackVersion(String pack, String version) {
  static PackVersion of(Pack pack) {
    return new PackVersion(pack.id(), pack.version());
  }

  @Override
  public String toString() {
    return pack + "/" + version;
  }
}
