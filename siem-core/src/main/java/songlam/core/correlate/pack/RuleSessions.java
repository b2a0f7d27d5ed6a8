package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a pack at work on one stream, twice: on what people are told of, and apart from that
 * on what rules noticed that are switched off. So those are judged like any other, and bear on
 * nothing that people are told of. For one thread.
 */
final class RuleSessions implements AutoCloseable {
  private RuleBase rules;
  private Set<String> off;
  private RuleSession told;

  /** Made when something is in it. */
  private @Nullable RuleSession silent;

  /**
   * @param off ids of the rules that are switched off
   */
  RuleSessions(RuleBase rules, Set<String> off) {
    this.rules = rules;
    this.off = Set.copyOf(off);
    this.told = new RuleSession(rules);
  }

  RuleBase rules() {
    return rules;
  }

  /** Ids of the rules that are switched off. */
  Set<String> off() {
    return off;
  }

  /**
   * Goes on with other rules, or with others of them switched off: sessions anew, with the facts of
   * these episodes as they were told last.
   *
   * @throws songlam.core.correlate.contain.RuleFailure as {@link RuleSession#remember}
   */
  void renew(RuleBase rules, Set<String> off, List<Episode> episodes) {
    close();
    this.rules = rules;
    this.off = Set.copyOf(off);
    told = new RuleSession(rules);
    silent = null;
    Map<Boolean, List<Episode>> bySilence =
        episodes.stream().collect(Collectors.partitioningBy(this::isSilent));
    told.remember(bySilence.getOrDefault(false, List.of()));
    List<Episode> unheard = bySilence.getOrDefault(true, List.of());
    if (!unheard.isEmpty()) {
      silent().remember(unheard);
    }
  }

  /**
   * @throws songlam.core.correlate.contain.RuleFailure as {@link RuleSession#put}
   */
  void put(Episode episode, Noticed noticed) {
    (isSilent(episode) ? silent() : told).put(episode, noticed);
  }

  /** The episode is over. */
  void take(Episode episode) {
    (isSilent(episode) ? silent() : told).take(episode);
  }

  /** What was said since it was last asked. */
  List<RuleSession.Decision> decided() {
    List<RuleSession.Decision> made = new ArrayList<>(told.decided());
    if (silent != null) {
      made.addAll(silent.decided());
    }
    return made;
  }

  boolean isSilent(Episode episode) {
    return off.contains(episode.rule().id());
  }

  private RuleSession silent() {
    if (silent == null) {
      silent = new RuleSession(rules);
    }
    return silent;
  }

  @Override
  public void close() {
    told.close();
    if (silent != null) {
      silent.close();
    }
  }
}
