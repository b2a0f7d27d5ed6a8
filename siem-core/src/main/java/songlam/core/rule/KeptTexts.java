package songlam.core.rule;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/**
 * The texts that former sets of rules were read from and that no life keeps: corpora that were
 * taken in, tables of fields, placeholders. Packed in the system store by the digest of what they
 * came to; an installation that has none keeps nothing.
 */
final class KeptTexts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "set-texts/";

  private final SystemStore store;
  private final Function<Path, Shipped> shipped;

  /**
   * @param shipped reads what ships and what of these texts stands in a folder
   */
  KeptTexts(SystemStore store, Function<Path, Shipped> shipped) {
    this.store = store;
    this.shipped = shipped;
  }

  /** Keeps the texts these were read from; what is kept already costs nothing. */
  void keep(Shipped from) {
    Map<String, String> texts = from.texts();
    if (!texts.isEmpty() && store.get(Family.RULES, KEY + from.digest()).isEmpty()) {
      store.put(Family.RULES, KEY + from.digest(), pack(texts));
    }
  }

  /** What came of this digest; empty when the product or what was kept is another by now. */
  Optional<Shipped> find(String digest) {
    Map<String, String> texts =
        store.get(Family.RULES, KEY + digest).map(KeptTexts::unpack).orElse(Map.of());
    Shipped read = TextFolder.read(texts, shipped);
    return Optional.of(read).filter(one -> one.digest().equals(digest));
  }

  /** Throws away all but these. */
  void keepOnly(Set<String> digests) {
    List<String> gone = new ArrayList<>();
    store.scan(
        Family.RULES,
        (key, _) -> {
          if (key.startsWith(KEY) && !digests.contains(key.substring(KEY.length()))) {
            gone.add(key);
          }
        });
    gone.forEach(key -> store.delete(Family.RULES, key));
  }

  private static byte[] pack(Map<String, String> texts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      JSON.writeValue(out, new TreeMap<>(texts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Map<String, String> unpack(byte[] packed) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return JSON.readValue(in, new TypeReference<TreeMap<String, String>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
