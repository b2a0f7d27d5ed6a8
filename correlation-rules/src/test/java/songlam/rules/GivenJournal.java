package songlam.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import songlam.core.journal.Entry;
import songlam.core.journal.Journal;

/** A journal that holds a story and takes nothing more, so the wall clock stays out of the test. */
final class GivenJournal implements Journal {
  private final List<Entry> entries;
  private volatile long end;
  private volatile boolean dead;
  private volatile long released;
  private int mostAtOnce = Integer.MAX_VALUE;

  GivenJournal(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    this.end = entries.size();
  }

  /** The same journal for another life, as far as it had been written by then. */
  GivenJournal upTo(long offset) {
    GivenJournal other = new GivenJournal(entries);
    other.end = offset;
    other.mostAtOnce = mostAtOnce;
    return other;
  }

  /** The same journal, which hands over only so many entries at once. */
  GivenJournal inBatchesOf(int most) {
    GivenJournal other = upTo(end);
    other.mostAtOnce = most;
    return other;
  }

  /** More has been written. */
  void growTo(long offset) {
    end = offset;
  }

  long written() {
    return end;
  }

  /** Nothing is read any more. */
  void die() {
    dead = true;
  }

  long released() {
    return released;
  }

  @Override
  public CompletableFuture<Void> append(List<Entry> more) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public boolean hasRoom() {
    return false;
  }

  @Override
  public long end() {
    return dead ? 0 : end;
  }

  @Override
  public long begin() {
    return 0;
  }

  @Override
  public List<Numbered> read(long from, int most) {
    List<Numbered> read = new ArrayList<>();
    for (long at = from; at < end() && read.size() < Math.min(most, mostAtOnce); at++) {
      read.add(new Numbered(at, entries.get((int) at)));
    }
    return read;
  }

  @Override
  public Tail tail(long from) {
    return new Tail(end(), Map.of(), Map.of());
  }

  @Override
  public void release(long needed) {
    released = needed;
  }

  @Override
  public String suffixAt(long offset) {
    return "2026.11.24";
  }

  @Override
  public long bytes() {
    return 0;
  }

  @Override
  public void close() {}
}
