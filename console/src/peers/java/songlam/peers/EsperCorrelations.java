package songlam.peers;

import com.espertech.esper.common.client.EventBean;
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPEventService;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.EPStatement;
import java.util.List;
import songlam.console.bench.CorrelationRun;
import songlam.console.bench.CorrelationShape;
import songlam.console.bench.FindingStream;
import songlam.core.event.EcsField;
import songlam.core.event.Event;

/**
 * Esper with one correlation. Findings are plain objects with getters, made beforehand; locks, which
 * one thread does not need, are off.
 */
final class EsperCorrelations implements AutoCloseable {
  private static final long WINDOW = CorrelationShape.WINDOW;
  private static final long SECONDS = WINDOW / 1_000;

  private final EPRuntime runtime;
  private final EPEventService service;
  private final boolean isTimed;
  private CorrelationRun.Answers answers = new CorrelationRun.Answers();

  /** A finding as Esper likes it. */
  public static final class Finding {
    private final long at;
    private final String kind;
    private final String group;
    private final String value;

    Finding(Event event) {
      this.at = event.timestamp();
      this.kind = String.valueOf(event.text(EcsField.RULE_ID));
      this.group = String.valueOf(event.text(EcsField.SOURCE_IP));
      this.value = String.valueOf(event.text(EcsField.USER_NAME));
    }

    public long getAt() {
      return at;
    }

    public String getKind() {
      return kind;
    }

    public String getGroup() {
      return group;
    }

    public String getValue() {
      return value;
    }
  }

  /**
   * @param isTimed whether time must be told it, because something happens when nothing comes
   */
  record Wording(String name, String text, boolean isTimed) {}

  /** Ways to say the shape; the fastest one counts. */
  static List<Wording> wordings(CorrelationShape shape) {
    return switch (shape) {
      case THRESHOLD -> counted("count(*) >= 10");
      case DISTINCT -> counted("count(distinct value) >= 5");
      case SEQUENCE ->
          List.of(
              new Wording(
                  "joins of the latest",
                  """
                  insert into Two select b.`group` as g, a.at as begun, a as a, b as b
                    from Finding(kind='b') as b unidirectional, Finding(kind='a')#unique(`group`) as a
                    where a.`group` = b.`group` and a.at > b.at - %1$d;
                  @name('told') select t.g as g, c.at as at, t.a as a, t.b as b, c as c
                    from Finding(kind='c') as c unidirectional, Two#unique(g) as t
                    where t.g = c.`group` and t.begun > c.at - %1$d;
                  """
                      .formatted(WINDOW),
                  false));
      case SET ->
          List.of(
              new Wording(
                  "kinds counted",
                  """
                  @name('told') select `group` as g, at
                    from Finding(kind in ('a', 'b', 'c'))#ext_timed(at, %d sec)
                    group by `group` having count(distinct kind) >= 3;
                  """
                      .formatted(SECONDS),
                  false),
              new Wording(
                  "join of the latest",
                  """
                  @name('told') select a.`group` as g, max(a.at, b.at, c.at) as at, a as a, b as b, c as c
                    from Finding(kind='a')#unique(`group`) as a, Finding(kind='b')#unique(`group`) as b,
                      Finding(kind='c')#unique(`group`) as c
                    where a.`group` = b.`group` and b.`group` = c.`group`
                      and min(a.at, b.at, c.at) > max(a.at, b.at, c.at) - %d;
                  """
                      .formatted(WINDOW),
                  false));
      case ABSENCE ->
          List.of(
              new Wording(
                  "pattern",
                  """
                  @name('told') select a.`group` as g, a.at + %d as at, a as a
                    from pattern [every a=Finding(kind='a')
                      -> (timer:interval(%d sec) and not Finding(kind='b', `group`=a.`group`))];
                  """
                      .formatted(WINDOW, SECONDS),
                  true));
    };
  }

  private static List<Wording> counted(String having) {
    return List.of(
        new Wording(
            "one window, grouped",
            """
            @name('told') select `group` as g, at from Finding#ext_timed(at, %d sec)
              group by `group` having %s;
            """
                .formatted(SECONDS, having),
            false),
        new Wording(
            "a window each group",
            """
            @name('told') select `group` as g, at from Finding#groupwin(`group`)#ext_timed(at, %d sec)
              group by `group` having %s;
            """
                .formatted(SECONDS, having),
            false),
        new Wording(
            "a partition each group",
            """
            create context Groups partition by `group` from Finding;
            @name('told') context Groups select `group` as g, at from Finding#ext_timed(at, %d sec)
              having %s;
            """
                .formatted(SECONDS, having),
            false));
  }

  EsperCorrelations(Wording wording, String name) throws Exception {
    isTimed = wording.isTimed();
    Configuration configuration = new Configuration();
    configuration.getCommon().addEventType("Finding", Finding.class);
    configuration.getRuntime().getThreading().setInternalTimerEnabled(false);
    configuration.getRuntime().getThreading().setListenerDispatchPreserveOrder(false);
    configuration.getRuntime().getThreading().setInsertIntoDispatchPreserveOrder(false);
    configuration.getRuntime().getExecution().setDisableLocking(true);
    runtime = EPRuntimeProvider.getRuntime(name, configuration);
    service = runtime.getEventService();
    service.advanceTime(FindingStream.START);
    var compiled =
        EPCompilerProvider.getCompiler().compile(wording.text(), new CompilerArguments(configuration));
    for (EPStatement statement : runtime.getDeploymentService().deploy(compiled).getStatements()) {
      if (statement.getName().equals("told")) {
        statement.addListener((fresh, _, _, _) -> take(fresh));
      }
    }
  }

  private void take(EventBean[] rows) {
    if (rows != null) {
      for (EventBean row : rows) {
        answers.add((String) row.get("g"), (Long) row.get("at"));
      }
    }
  }

  CorrelationRun.Answers run(List<Finding> findings) {
    answers = new CorrelationRun.Answers();
    for (Finding finding : findings) {
      if (isTimed) {
        service.advanceTime(finding.getAt());
      }
      service.sendEventBean(finding, "Finding");
    }
    if (isTimed) {
      service.advanceTime(findings.getLast().getAt() + 2 * WINDOW);
    }
    return answers;
  }

  @Override
  public void close() {
    runtime.destroy();
  }
}
