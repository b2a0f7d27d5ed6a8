package songlam.console.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the running jar, as its manifest says. */
public final class ProductVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"songlam " + text()};
  }

  /** For example {@code 0.1.0-SNAPSHOT}; {@code development} when run from classes. */
  public static String text() {
    String version = ProductVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
