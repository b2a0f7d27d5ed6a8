package songlam.console;

import songlam.console.cli.Songlam;

/** The entry of the program. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(Songlam.start(args));
  }
}
