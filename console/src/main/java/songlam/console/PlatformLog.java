package songlam.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.LoggerFactory;

/**
 * The platform's own log as JSON, one ECS-like object a line, rolled by day and size. The platform
 * reads it back in as the source {@code platform-log}.
 */
public final class PlatformLog {
  private static final String CUSTOM =
      "{\"event\":{\"dataset\":\"songlam.log\",\"module\":\"songlam\"},"
          + "\"service\":{\"name\":\"songlam\"}}";

  private PlatformLog() {}

  /** The file that is written now. */
  public static Path file(Path folder) {
    return folder.resolve("songlam.json");
  }

  /** Sends everything from INFO up to the file in this folder, warnings to standard error too. */
  public static void start(Path folder) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setContext(context);
    encoder.setCustomFields(CUSTOM);
    encoder.getFieldNames().setLogger("log.logger");
    encoder.getFieldNames().setLevel("log.level");
    encoder.getFieldNames().setThread("process.thread.name");
    encoder.getFieldNames().setStackTrace("error.stack_trace");
    encoder.getFieldNames().setVersion("[ignore]");
    encoder.getFieldNames().setLevelValue("[ignore]");
    encoder.start();

    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setName("platform-log");
    appender.setFile(file(folder).toString());
    appender.setEncoder(encoder);
    SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(folder + "/songlam.%d{yyyy-MM-dd}.%i.json.gz");
    rolling.setMaxFileSize(new FileSize(64L << 20));
    rolling.setMaxHistory(30);
    rolling.setTotalSizeCap(new FileSize(1L << 30));
    rolling.start();
    appender.setRollingPolicy(rolling);
    appender.start();

    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(appender);
  }
}
