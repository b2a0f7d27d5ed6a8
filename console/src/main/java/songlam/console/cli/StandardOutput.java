package songlam.console.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers why it failed. {@link System#out} only remembers that it did: a
 * full disk would cut what a verb prints short, and nobody would be told.
 */
final class StandardOutput extends PrintStream {
  private final Remembering target;

  StandardOutput(OutputStream out) {
    this(new Remembering(out));
  }

  private StandardOutput(Remembering target) {
    super(target, true, StandardCharsets.UTF_8);
    this.target = target;
  }

  /** Makes this process's own output one. */
  static void install() {
    System.setOut(new StandardOutput(new FileOutputStream(FileDescriptor.out)));
  }

  /**
   * Where a verb prints what it was asked for: what cannot be written throws {@link
   * OutputException}. Large pieces are best.
   */
  static OutputStream open() {
    return new Checked(System.out);
  }

  private static final class Checked extends OutputStream {
    private final PrintStream out;

    Checked(PrintStream out) {
      this.out = out;
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      out.write(bytes, from, length);
      flush();
    }

    @Override
    public void flush() {
      if (out.checkError()) {
        IOException why = out instanceof StandardOutput ours ? ours.target.why : null;
        throw new OutputException(why == null ? new IOException("closed") : why);
      }
    }

    /** Others print there too. */
    @Override
    public void close() {
      flush();
    }
  }

  private static final class Remembering extends OutputStream {
    private final OutputStream out;
    private volatile @Nullable IOException why;

    Remembering(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        why = e;
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
