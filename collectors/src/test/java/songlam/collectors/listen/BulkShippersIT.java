package songlam.collectors.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.HealthStatus;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.license.LicenseStatus;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.collectors.Platform;
import songlam.collectors.listen.http.BulkRoutes;
import songlam.collectors.peers.Certificates;
import songlam.collectors.peers.Logger;
import songlam.collectors.peers.Rsyslog;
import songlam.collectors.peers.RunningProgram;
import songlam.collectors.peers.SyslogNg;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.Reason;
import songlam.core.pipeline.LedgerRow;

/** Programs that ship to an Elasticsearch ship to us: over TLS, with a token, every line once. */
@Timeout(180)
class BulkShippersIT {
  private static final int LINES = 2_000;

  /** {@code shipper:secret}, as programs write it that know a name and a password only. */
  private static final String BASIC = "Basic c2hpcHBlcjpzZWNyZXQ=";

  private static final String API_KEY = "ApiKey c2hpcHBlcjpzZWNyZXQ=";

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;
  private Platform platform;
  private Certificates certificates;
  private HttpServer server;

  @BeforeEach
  void open() throws Exception {
    platform = new Platform(folder.resolve("data"));
    certificates = Certificates.in(folder);
    Router router = Router.router(vertx);
    new BulkRoutes(
            "bulk",
            65_536,
            platform.intake,
            Clock.systemUTC(),
            header -> BASIC.equals(header) || API_KEY.equals(header))
        .mount(router);
    PemKeyCertOptions certificate =
        new PemKeyCertOptions()
            .setCertPath(certificates.certificate().toString())
            .setKeyPath(certificates.key().toString());
    server =
        vertx
            .createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate))
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .await();
  }

  @AfterEach
  void close() {
    server.close().await();
    platform.close();
    vertx.close().await();
  }

  @Test
  void rsyslogsOmelasticsearch() throws Exception {
    try (RunningProgram _ = omelasticsearch("secret")) {
      Logger.send(folder, Rsyslog.input(folder), "cron", lines());
      exactly("logs-rsyslog");
    }
    Event event = platform.events("message:\"line 77\"").getFirst();
    assertEquals("line 77", event.text(EcsField.MESSAGE));
    assertEquals("cron", event.text(EcsField.PROCESS_NAME));
  }

  @Test
  void rsyslogWithAWrongTokenIsCountedAndNothingIsTaken() throws Exception {
    try (RunningProgram _ = omelasticsearch("wrong")) {
      Logger.send(folder, Rsyslog.input(folder), "cron", lines());
      Platform.await(
          () -> platform.row("bulk").toString(),
          () -> platform.dropped("bulk", Reason.UNAUTHORISED) > 0);
    }
    assertEquals(0, platform.row("bulk").stored());
  }

  @Test
  void syslogNgsElasticsearchHttp() throws Exception {
    String destination =
        """
        elasticsearch-http(url("https://localhost:%d/_bulk") index("logs-syslog-ng") type("")
        user("shipper") password("secret") workers(2) batch-lines(100)
        tls(ca-file("%s") peer-verify(yes)))\
        """
            .formatted(server.actualPort(), certificates.authority());
    try (RunningProgram _ = SyslogNg.start(folder, destination + ";")) {
      Logger.send(folder, SyslogNg.input(folder), "cron", lines());
      exactly("logs-syslog-ng");
    }
  }

  @Test
  void theOfficialClientAsksWhoWeAreAndSends() throws Exception {
    try (RestClient http = http(API_KEY);
        RestClientTransport transport = new RestClientTransport(http, new JacksonJsonpMapper())) {
      ElasticsearchClient client = new ElasticsearchClient(transport);
      assertEquals("8.17.0", client.info().version().number());
      assertEquals(true, client.ping().value());
      assertEquals(LicenseStatus.Active, client.license().get().license().status());
      assertEquals(HealthStatus.Green, client.cluster().health().status());
      assertEquals(true, client.indices().existsIndexTemplate(t -> t.name("filebeat")).value());
      assertEquals(
          true,
          client
              .indices()
              .putIndexTemplate(t -> t.name("filebeat").indexPatterns("filebeat-*"))
              .acknowledged());
      assertEquals(
          true,
          client
              .ingest()
              .putPipeline(p -> p.id("filebeat-system").processors(List.of()))
              .acknowledged());
      BulkResponse sent =
          client.bulk(
              bulk -> {
                for (int i = 0; i < 500; i++) {
                  Map<String, String> document =
                      Map.of("@timestamp", "2026-11-24T03:00:00.000Z", "message", "line " + i);
                  bulk.operations(
                      operation -> operation.create(create -> create.document(document)));
                }
                return bulk;
              });
      assertFalse(sent.errors());
      assertEquals(500, sent.items().size());
      assertEquals(201, sent.items().getFirst().status());
    }
    assertEquals(500, platform.settled("bulk", 500).received());
  }

  @Test
  void theOfficialClientUnderstandsARefusal() throws Exception {
    try (RestClient http = http("ApiKey d3Jvbmc6d3Jvbmc=");
        RestClientTransport transport = new RestClientTransport(http, new JacksonJsonpMapper())) {
      ElasticsearchClient client = new ElasticsearchClient(transport);
      ElasticsearchException refused =
          assertThrows(ElasticsearchException.class, () -> client.license().get());
      assertEquals(401, refused.status());
      assertEquals("security_exception", refused.error().type());
    }
  }

  /** Every line is stored once, and the ledger has what was received as stored. */
  private void exactly(String index) throws InterruptedException {
    Platform.await(
        () -> platform.row("bulk").toString(),
        () -> platform.count("event.dataset:\"" + index + "\"") >= LINES);
    LedgerRow row = platform.settled("bulk");
    assertEquals(Map.of(), row.rejected());
    assertEquals(row.received(), row.stored(), row.toString());
    // What the daemon says of itself comes along.
    assertEquals(LINES, row.received(), 5, row.toString());
    assertEquals(0, platform.dropped("bulk", Reason.UNAUTHORISED));
  }

  /** With room for all lines: rsyslog lets go what found its queue full for two seconds. */
  private RunningProgram omelasticsearch(String password) throws Exception {
    String template =
        """
        module(load="omelasticsearch")
        template(name="ecs" type="list" option.jsonf="on") {
        property(outname="@timestamp" name="timereported" dateFormat="rfc3339" format="jsonf")
        property(outname="message" name="msg" position.from="2" format="jsonf")
        property(outname="process.name" name="programname" format="jsonf")
        property(outname="host.name" name="hostname" format="jsonf") }\
        """;
    String action =
        """
        action(type="omelasticsearch" server="localhost" serverport="%d" usehttps="on"
        tls.cacert="%s" uid="shipper" pwd="%s" searchIndex="logs-rsyslog" searchType=""
        bulkmode="on" maxbytes="1m" template="ecs" errorfile="%s/refused.json"
        queue.type="linkedlist" queue.dequeuebatchsize="200" queue.size="10000"
        queue.timeoutenqueue="60000" action.resumeretrycount="-1")\
        """
            .formatted(server.actualPort(), certificates.authority(), password, folder);
    return Rsyslog.start(folder, "", template, action);
  }

  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      lines.add("line " + i);
    }
    return lines;
  }

  private RestClient http(String authorization) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(certificates.authority())) {
      trusted.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return RestClient.builder(new HttpHost("localhost", server.actualPort(), "https"))
        .setDefaultHeaders(new Header[] {new BasicHeader("Authorization", authorization)})
        .setHttpClientConfigCallback(client -> client.setSSLContext(context))
        .build();
  }
}
