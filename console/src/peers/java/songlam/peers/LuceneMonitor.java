package songlam.peers;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.InetAddressPoint;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.monitor.CustomQueryHandler;
import org.apache.lucene.monitor.MatchingQueries;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorConfiguration;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.TermFilteredPresearcher;
import org.apache.lucene.monitor.TermWeightor;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.RegexpQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.automaton.RegExp;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.event.AddressBlock;
import songlam.core.event.IpAddress;
import songlam.core.detect.match.Column;
import songlam.core.detect.match.Comparison;
import songlam.core.detect.match.Expression;
import songlam.core.detect.match.Fold;
import songlam.core.detect.match.Numbers;
import songlam.core.detect.match.Place;
import songlam.core.detect.match.ValueTest;

/** Lucene's monitor: queries kept, each event a document in memory, terms as prefilter. */
final class LuceneMonitor implements Engine {
  private static final String ROUTE = "route";
  private static final int LONGEST_TERM = 8_000;

  private final Fields fields;
  private final Monitor monitor;
  private final Set<String> cased = new HashSet<>();
  private final Set<String> numbers = new HashSet<>();
  private final Set<String> addresses = new HashSet<>();

  /**
   * @param handlers how the prefilter treats queries that are no terms
   */
  LuceneMonitor(Fields fields, List<CustomQueryHandler> handlers) throws Exception {
    this.fields = fields;
    IndexSearcher.setMaxClauseCount(100_000);
    this.monitor =
        new Monitor(
            new KeywordAnalyzer(),
            new TermFilteredPresearcher(TermWeightor.DEFAULT, handlers, Set.of(ROUTE)),
            new MonitorConfiguration());
  }

  @Override
  public Map<String, String> load(List<IndexedDetector.Rule> rules) throws Exception {
    Map<String, String> refused = new HashMap<>();
    for (IndexedDetector.Rule rule : rules) {
      try {
        Map<String, String> route = Map.of(ROUTE, "" + fields.route(rule));
        Query query = query(rule.condition());
        monitor.register(new MonitorQuery(rule.ref().id(), query, null, route));
      } catch (UntranslatableException | IllegalArgumentException e) {
        refused.put(rule.ref().id(), e.getMessage());
      }
    }
    return refused;
  }

  @Override
  public Set<String> match(Map<String, List<String>> values, List<Integer> routes)
      throws Exception {
    Document document = new Document();
    routes.forEach(route -> document.add(new StringField(ROUTE, "" + route, Field.Store.NO)));
    values.forEach((name, texts) -> add(document, name, texts));
    MatchingQueries<QueryMatch> matches = monitor.match(document, QueryMatch.SIMPLE_MATCHER);
    Set<String> ids = new HashSet<>();
    matches.getMatches().forEach(match -> ids.add(match.getQueryId()));
    return ids;
  }

  private void add(Document document, String name, List<String> texts) {
    document.add(new StringField("present", name, Field.Store.NO));
    for (String text : texts) {
      String kept = text.length() > LONGEST_TERM ? text.substring(0, LONGEST_TERM) : text;
      document.add(new StringField(name, Fold.fold(kept), Field.Store.NO));
      if (cased.contains(name)) {
        document.add(new StringField(name + "#c", kept, Field.Store.NO));
      }
      double number = numbers.contains(name) ? Numbers.of(text) : Double.NaN;
      if (!Double.isNaN(number)) {
        document.add(new DoublePoint(name + "#n", number));
      }
      if (addresses.contains(name) && IpAddress.isOne(text)) {
        document.add(new InetAddressPoint(name + "#i", InetAddress.ofLiteral(text)));
      }
    }
  }

  private Query query(Expression expression) {
    return switch (expression) {
      case Expression.All(var parts) -> together(parts);
      case Expression.Any(var parts) -> {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        parts.forEach(part -> any.add(query(part), Occur.SHOULD));
        yield parts.isEmpty() ? new MatchNoDocsQuery() : any.build();
      }
      case Expression.Not(var part) -> together(List.of(new Expression.Not(part)));
      case Expression.Named(_, var part) -> query(part);
      case Expression.Present(var column) -> present(column);
      case Expression.Is(var column, var test) -> test(fields.name(column), test);
      case Expression.Alike _ -> throw new UntranslatableException("fieldref");
    };
  }

  private Query present(Column column) {
    return new TermQuery(new Term("present", fields.name(column)));
  }

  private Query together(List<Expression> parts) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    boolean isPositive = false;
    for (Expression part : parts) {
      if (part instanceof Expression.Not(var inner)) {
        all.add(query(inner), Occur.MUST_NOT);
      } else {
        all.add(query(part), Occur.MUST);
        isPositive = true;
      }
    }
    if (!isPositive) {
      all.add(new MatchAllDocsQuery(), Occur.MUST);
    }
    return all.build();
  }

  private Query test(String name, ValueTest test) {
    return switch (test) {
      case ValueTest.Literal(var place, var text, var isCased) ->
          literal(casedOrNot(name, isCased), place, text);
      case ValueTest.Wildcards(var glob, var isCased) ->
          regexp(casedOrNot(name, isCased), glob.regex(LuceneMonitor::quoted));
      case ValueTest.Compared(var comparison, var limit) -> number(name, comparison, limit);
      case ValueTest.Within(var block) -> within(name, block);
      case ValueTest.Regex _ -> throw new UntranslatableException("re");
      case ValueTest.DatePart _ -> throw new UntranslatableException("part of a date");
    };
  }

  private String casedOrNot(String name, boolean isCased) {
    if (isCased) {
      cased.add(name);
    }
    return isCased ? name + "#c" : name;
  }

  private static Query literal(String field, Place place, String text) {
    return switch (place) {
      case WHOLE -> new TermQuery(new Term(field, text));
      case START -> new PrefixQuery(new Term(field, text));
      case END -> regexp(field, ".*" + quoted(text));
      case ANYWHERE -> regexp(field, ".*" + quoted(text) + ".*");
    };
  }

  private static Query regexp(String field, String regex) {
    return new RegexpQuery(new Term(field, regex), RegExp.NONE);
  }

  private static String quoted(String text) {
    return text.codePoints()
        .mapToObj(c -> Character.isLetterOrDigit(c) ? Character.toString(c) : "\\" + Character.toString(c))
        .reduce("", String::concat);
  }

  private Query number(String name, Comparison comparison, double limit) {
    numbers.add(name);
    String field = name + "#n";
    double least = Double.NEGATIVE_INFINITY;
    double most = Double.POSITIVE_INFINITY;
    return switch (comparison) {
      case LESS -> DoublePoint.newRangeQuery(field, least, DoublePoint.nextDown(limit));
      case AT_MOST -> DoublePoint.newRangeQuery(field, least, limit);
      case EQUAL -> DoublePoint.newExactQuery(field, limit);
      case AT_LEAST -> DoublePoint.newRangeQuery(field, limit, most);
      case MORE -> DoublePoint.newRangeQuery(field, DoublePoint.nextUp(limit), most);
    };
  }

  private Query within(String name, AddressBlock block) {
    addresses.add(name);
    try {
      InetAddress base =
          InetAddress.getByAddress(
              ByteBuffer.allocate(16).putLong(block.high()).putLong(block.low()).array());
      int length = base.getAddress().length == 4 ? block.length() - 96 : block.length();
      return InetAddressPoint.newPrefixQuery(name + "#i", base, length);
    } catch (java.net.UnknownHostException e) {
      throw new UntranslatableException("cidr");
    }
  }

  @Override
  public void close() throws Exception {
    monitor.close();
  }
}
