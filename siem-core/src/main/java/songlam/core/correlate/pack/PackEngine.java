package songlam.core.correlate.pack;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.contain.ContainedRules;
import songlam.core.correlate.contain.RuleFailure;
import songlam.core.correlate.window.Past;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.event.Event;
import songlam.core.event.RawRecord;
import songlam.core.pipeline.Detected;

/**
 * A pack with all its streams: the live one, one per backfill session, and beside each of them the
 * ones for what came too late. For one thread; deterministic: the same steps give the same alerts,
 * and so do the same steps cut in two by {@link #save} and {@link #restore}.
 */
public final class PackEngine implements AutoCloseable {
  private volatile Pack pack;
  private volatile RuleBase rules;
  private final Switches switches;
  private final Surroundings around;
  private final Lanes lanes = new Lanes(this::newLane);
  private final LateArrivals arrivals;
  private final Telling telling;

  /** Journal offset of the latest event. */
  private long offset = -1;

  /**
   * Compiles the pack.
   *
   * @param enabled whether a rule's alerts are wanted, {@code pack/rule}, until {@link #switched}
   *     or a snapshot says it
   * @throws songlam.core.config.ConfigException when its DRL does not compile
   */
  public PackEngine(Pack pack, AlertSink sink, Predicate<String> enabled) {
    this(pack, RuleBase.compile(pack), sink, enabled, new Surroundings() {});
  }

  /**
   * Compiles the pack once for many engines, each of which raises everything.
   *
   * @throws songlam.core.config.ConfigException when its DRL does not compile
   */
  public static Function<AlertSink, PackEngine> maker(Pack pack) {
    return maker(pack, _ -> true);
  }

  /**
   * Compiles the pack once for many engines.
   *
   * @param enabled whether a rule's alerts are wanted, {@code pack/rule}
   * @throws songlam.core.config.ConfigException when its DRL does not compile
   */
  public static Function<AlertSink, PackEngine> maker(Pack pack, Predicate<String> enabled) {
    ContainedRules rules = RuleBase.compile(pack);
    return sink -> new PackEngine(pack, rules, sink, enabled, new Surroundings() {});
  }

  /**
   * @param rules the pack's DRL, compiled
   */
  PackEngine(
      Pack pack,
      ContainedRules rules,
      AlertSink sink,
      Predicate<String> enabled,
      Surroundings around) {
    this(pack, new RuleBase(rules), sink, enabled, around);
  }

  /**
   * @param rules the pack's DRL, compiled, without those that had to be switched off
   */
  PackEngine(
      Pack pack, RuleBase rules, AlertSink sink, Predicate<String> enabled, Surroundings around) {
    this.pack = pack;
    this.rules = rules;
    this.switches = new Switches(enabled);
    this.around = around;
    this.telling = new Telling(sink, switches, around, this::isToldApart, this::mayTell);
    this.arrivals =
        new LateArrivals(
            pack,
            this::isOff,
            around::join,
            (episode, severity, condition) ->
                telling.found(this.pack, episode, severity, condition));
    lanes.of(RawRecord.LIVE);
  }

  public Pack pack() {
    return pack;
  }

  /** Rules of the pack's code that had to be switched off, and why. */
  public Map<String, String> failed() {
    return Map.copyOf(rules.off());
  }

  public void on(Detected detected) {
    if (pack.consumes(detected)) {
      offset = Math.max(offset, detected.offset());
      lanes.of(detected.session()).on(detected);
    }
  }

  public void tick(long at) {
    tick(at, false);
  }

  /** The same, perhaps again: what was found when it was so before comes by itself. */
  void tick(long at, boolean again) {
    lanes.tick(at);
    arrivals.tick(at, new LateArrivals.Live(rules, live(), offset), again);
  }

  /** A look at late events, by its name, has found this, {@link MissedCodec}; empty ends it. */
  void joined(String look, byte[] found, long at) {
    arrivals.found(look, found, at);
  }

  /** An event that came late, and is only counted where the live windows count such. */
  void late(Event event) {
    Lane live = lanes.of(RawRecord.LIVE);
    live.release(event.timestamp());
    live.stream().late(event);
  }

  /** The windows of these rules know this of the time before; for a fresh engine. */
  void begin(Map<String, Past> past) {
    live().begin(past);
  }

  /** Nothing more comes: what is open has ended. */
  void finish() {
    lanes.finish();
  }

  /** Keys, episodes and sessions that had to be let go for want of room, and events hurried. */
  public long evicted() {
    return lanes.evicted() + arrivals.evicted();
  }

  /** Alerts the sink has taken from this engine, grown ones again. For any thread. */
  long raised() {
    return telling.raised();
  }

  /** How often rules that are switched off would have raised an alert or let one grow. */
  public Map<String, Long> silenced() {
    return switches.silenced();
  }

  /**
   * Goes on as another version of the pack: windows of rules whose condition is the same, and open
   * episodes, stay as they are. Code that has changed is given another chance.
   */
  void change(Pack next, ContainedRules code) {
    rules = next.drl().equals(pack.drl()) ? rules : new RuleBase(code);
    pack = next;
    arrivals.change(next);
    renew();
  }

  /** The pack does not hold from here on: goes on as one without rules, so what is open returns. */
  void end() {
    Pack emptied = pack.with(List.of());
    change(emptied, RuleBase.compile(emptied));
  }

  /**
   * It has failed and is not used again: what it had told of is over. None of the pack's code is
   * asked.
   */
  void abandon() {
    arrivals.change(pack.with(List.of()));
    lanes.each(Stream::abandon);
  }

  /** From now on these rules, {@code pack/rule}, raise nothing and are only counted. */
  void switched(Set<String> rules) {
    Set<String> own = new TreeSet<>(rules);
    own.removeIf(rule -> !rule.startsWith(pack.id() + "/"));
    List<Rule> before = silent();
    switches.off(own);
    if (!silent().equals(before)) {
      renew();
    }
  }

  private List<Rule> silent() {
    return pack.rules().stream().filter(this::isOff).toList();
  }

  /** Everything that bears on what comes next. */
  byte[] save() {
    StateWriter out = new StateWriter();
    out.text(pack.version());
    switches.save(out);
    out.text(ownCode()).number(rules.off().size());
    rules.off().forEach((rule, why) -> out.text(rule).text(why));
    lanes.save(out);
    out.number(offset);
    arrivals.save(out);
    return out.finish();
  }

  /** Takes over what {@link #save} gave; for a fresh engine, of this pack or a version of it. */
  void restore(byte[] state) {
    StateReader in = new StateReader(state);
    boolean isSame = in.text().equals(pack.version());
    switches.restore(in);
    restoreFailed(in);
    Set<String> failed = Set.copyOf(rules.off().keySet());
    lanes.restore(in);
    offset = in.number();
    arrivals.restore(in);
    boolean asBefore = isSame && failed.equals(rules.off().keySet());
    lanes.each(stream -> stream.goOn(asBefore));
  }

  private void restoreFailed(StateReader in) {
    boolean isSame = in.text().equals(ownCode());
    for (long left = in.number(); left > 0; left--) {
      RuleFailure failure = new RuleFailure(in.text(), in.text());
      if (isSame) {
        switchOff(failure);
      }
    }
  }

  /** Code that has changed is given another chance. */
  private String ownCode() {
    return Integer.toHexString(pack.drl().hashCode());
  }

  private Lane newLane(String session) {
    boolean live = session.equals(RawRecord.LIVE);
    Outlet outlet =
        new Outlet() {
          @Override
          public void decided(Episode episode, RuleSession.Decision decision) {
            telling.decided(pack, session, episode, decision);
          }

          @Override
          public @Nullable Episode found(Rule rule, LateJoin.Told alert) {
            return live && !isOff(rule) ? arrivals.found(rule, alert) : null;
          }

          @Override
          public boolean isSilent(Rule rule) {
            return isOff(rule) || Lanes.isLate(session) && !isToldApart(rule);
          }

          @Override
          public void failed(RuleFailure failure) {
            ruleFailed(failure);
          }
        };
    Stream stream = new Stream(pack, rules, outlet);
    return new Lane(stream, live, detected -> behind(session, detected));
  }

  /** All streams go on without the rule; should another one fail at that, without both. */
  private void ruleFailed(RuleFailure first) {
    for (RuleFailure next = first; next != null; ) {
      switchOff(next);
      next = renewed();
    }
  }

  private void switchOff(RuleFailure failure) {
    rules.switchOff(failure);
    around.ruleFailed(failure.rule(), String.valueOf(failure.getMessage()));
  }

  private void renew() {
    RuleFailure failure = renewed();
    if (failure != null) {
      ruleFailed(failure);
    }
  }

  private @Nullable RuleFailure renewed() {
    try {
      lanes.each(stream -> stream.change(pack, rules));
      return null;
    } catch (RuleFailure another) {
      return another;
    }
  }

  private void behind(String session, Detected detected) {
    if (session.equals(RawRecord.LIVE)) {
      around.late(detected);
      live().late(detected.event());
      arrivals.on(detected);
    }
    lanes.behind(session, detected);
  }

  private boolean isOff(Rule rule) {
    return switches.isOff(pack.nameOf(rule));
  }

  private boolean isToldApart(Rule rule) {
    return arrivals.isToldApart(rule);
  }

  private boolean mayTell(Episode episode, boolean isLive) {
    return arrivals.mayTell(episode, isLive);
  }

  private Stream live() {
    return lanes.of(RawRecord.LIVE).stream();
  }

  @Override
  public void close() {
    lanes.close();
  }
}
