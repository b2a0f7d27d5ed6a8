package songlam.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Seeds changed at random for a bounded time: octets flipped, parts cut, doubled and taken from
 * other seeds. Always the same sequence in an ordinary build, others and for longer in a {@link
 * LongRun}.
 */
public final class Mutations {
  private static final double SECONDS = LongRun.seconds(1);
  private static final int LONGEST = 20_000;

  private Mutations() {}

  /** Calls the target with changed seeds; returns how often. A failure names the input in hex. */
  public static long of(List<byte[]> seeds, Consumer<byte[]> target) {
    Random random = new Random(LongRun.seed(42));
    long end = System.nanoTime() + (long) (SECONDS * 1e9);
    long inputs = 0;
    while (System.nanoTime() < end) {
      byte[] input = changed(seeds, random);
      try {
        target.accept(input);
      } catch (RuntimeException | Error e) {
        String hex = java.util.HexFormat.of().formatHex(input);
        throw new AssertionError("input " + hex, e);
      }
      inputs++;
    }
    return inputs;
  }

  private static byte[] changed(List<byte[]> seeds, Random random) {
    byte[] seed = seeds.get(random.nextInt(seeds.size()));
    byte[] input = Arrays.copyOf(seed, Math.min(seed.length, LONGEST));
    for (int change = random.nextInt(6); change >= 0; change--) {
      input =
          switch (random.nextInt(5)) {
            case 0 -> flipped(input, random);
            case 1 -> Arrays.copyOf(input, random.nextInt(input.length + 1));
            case 2 -> doubled(input, random);
            case 3 -> spliced(input, seeds.get(random.nextInt(seeds.size())), random);
            default -> special(input, random);
          };
    }
    return input;
  }

  private static byte[] flipped(byte[] input, Random random) {
    for (int i = random.nextInt(4); i >= 0 && input.length > 0; i--) {
      input[random.nextInt(input.length)] = (byte) random.nextInt();
    }
    return input;
  }

  private static byte[] doubled(byte[] input, Random random) {
    int from = random.nextInt(input.length + 1);
    int length = Math.max(input.length, Math.min(LONGEST, input.length + from));
    byte[] longer = Arrays.copyOf(input, length);
    System.arraycopy(input, 0, longer, input.length, length - input.length);
    return longer;
  }

  private static byte[] spliced(byte[] input, byte[] other, Random random) {
    int from = random.nextInt(other.length + 1);
    int length = Math.min(other.length - from, 1 + random.nextInt(200));
    int at = random.nextInt(input.length + 1);
    byte[] joined = Arrays.copyOf(input, Math.max(input.length, at + length));
    System.arraycopy(other, from, joined, at, length);
    return joined;
  }

  private static byte[] special(byte[] input, Random random) {
    byte[] specials =
        "\"\\{}[]<>:;,=- \n\r\t\0%'0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    if (input.length > 0) {
      input[random.nextInt(input.length)] = specials[random.nextInt(specials.length)];
    }
    return input;
  }
}
