package songlam.core.event;

import java.util.Collection;

/** Some fields of the vocabulary, so that an event can be asked for all of them at once. */
public final class FieldSet {
  final long[] words = new long[(EventBuilder.FIELDS.length + 63) >>> 6];

  public FieldSet(Collection<EcsField> fields) {
    for (EcsField field : fields) {
      words[field.ordinal() >>> 6] |= 1L << field.ordinal();
    }
  }
}
