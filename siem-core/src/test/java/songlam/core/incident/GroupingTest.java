package songlam.core.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Evidence;
import songlam.core.correlate.Pipeline;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.Severity;
import songlam.core.event.Text;

class GroupingTest {
  private static final long MINUTE = 60_000;

  private final Grouping grouping = new Grouping(30 * MINUTE);

  @Test
  void alertsThatShareAnEntityAreOneIncident() {
    assertEquals(List.of(), fold(alert("a", Severity.LOW, 0, "203.0.113.7", "web-01", "T1046")));
    Incident incident =
        grown(fold(alert("b", Severity.MEDIUM, 5, "203.0.113.7", "db-01", "T1110.001")));
    assertEquals("inc-a", incident.id());
    assertEquals(List.of("a", "b"), incident.alerts());
    assertEquals(List.of("discovery", "credential-access"), incident.tactics());
    assertEquals("inc-a", grouping.incidentOf("b"));
  }

  @Test
  void alertsFarApartInTimeAreNot() {
    fold(alert("a", Severity.LOW, 0, "203.0.113.7", "web-01", "T1046"));
    assertEquals(List.of(), fold(alert("b", Severity.LOW, 120, "203.0.113.7", "web-01", "T1046")));
    assertNull(grouping.incidentOf("b"));
  }

  @Test
  void sharingTheRootAccountLinksNothing() {
    Alert one = alert("a", Severity.LOW, 0, "203.0.113.7", "web-01", "T1046");
    fold(withUser(one, "a", "root", "198.51.100.1", "db-01"));
    assertEquals(List.of(), fold(withUser(one, "b", "root", "198.51.100.2", "db-02")));
  }

  @Test
  void whatACameraSeesHasNothingToDoWithAnAttackOnTheCamera() {
    Alert one = alert("a", Severity.HIGH, 0, "203.0.113.7", "web-01", "T1046");
    Entity attacked = new Entity("camera", "cam_02", Entity.TARGET);
    Entity seeing = new Entity("camera", "cam_02", Entity.OBSERVER);
    fold(withEntity(one, "a", attacked, "203.0.113.7", "web-01"));
    fold(withEntity(one, "b", seeing, "198.51.100.2", "db-02"));
    assertNotEquals(grouping.incidentOf("a"), grouping.incidentOf("b"));
  }

  @Test
  void anAlertBetweenTwoAffairsJoinsThem() {
    fold(alert("a", Severity.HIGH, 0, "203.0.113.7", "web-01", "T1110"));
    fold(alert("b", Severity.HIGH, 1, "203.0.113.8", "db-01", "T1048"));
    List<IncidentChange> changes =
        fold(alert("c", Severity.HIGH, 2, "203.0.113.7", "db-01", "T1021"));
    assertEquals(new IncidentChange.Merged("inc-b", "inc-a"), changes.getLast());
    assertEquals(List.of("a", "b", "c"), grown(changes.subList(0, 1)).alerts());
  }

  @Test
  void fourStagesSeenByThreeKindsOfSourceAreCritical() {
    String[] techniques = {"T1110", "T1078", "T1021", "T1048"};
    String[] sources = {"linux-auth", "netflow", "sensor", "netflow"};
    List<IncidentChange> changes = List.of();
    for (int i = 0; i < techniques.length; i++) {
      changes =
          fold(
              alert("a" + i, Severity.HIGH, i, "203.0.113.7", "web-01", techniques[i], sources[i]));
      assertEquals(
          i < 3 ? Severity.HIGH : Severity.CRITICAL, grown(changes).severity(), "stage " + i);
    }
    assertTrue(grown(changes).summary().size() <= 5);
    assertTrue(
        grown(changes).summary().getLast().text().vi().contains("203.0.113.7"),
        grown(changes).summary().toString());
  }

  @Test
  void aSentenceSaysTheTimesAndRestsOnTheEventsOfItsAlert() {
    Incident incident = grown(fold(alert("a", Severity.HIGH, 0, "203.0.113.7", "web-01", "T1110")));
    Sentence first = incident.summary().getFirst();
    // Saigon kept UTC+8 in 1970.
    assertEquals("08:00–08:01: vì a.", first.text().vi());
    assertEquals(incident.timeline().getFirst().events(), first.events());
    assertEquals(1, first.events().size());
  }

  @Test
  void anEventInTwoAlertsIsCountedOnce() {
    fold(alert("a", Severity.HIGH, 0, "203.0.113.7", "web-01", "T1110"));
    // The same event again, in the evidence of another rule.
    Alert other = alert("b", Severity.HIGH, 0, "203.0.113.7", "web-01", "T1078");
    Sentence sure = grown(fold(other)).summary().get(2);
    assertEquals(1, sure.events().size());
    assertTrue(sure.text().vi().contains("2 cảnh báo, 1 sự kiện"), sure.text().vi());
  }

  @Test
  void anAttackOverMidnightNamesBothDays() {
    Alert alert = alert("a", Severity.HIGH, 16 * 60 - 1, "203.0.113.7", "web-01", "T1110");
    String first = grown(fold(alert)).summary().getFirst().text().vi();
    assertTrue(first.startsWith("23:59 01/01–00:00 02/01: "), first);
  }

  @Test
  void aRestoredIncidentGoesOnUnderItsId() {
    Alert stored = alert("a", Severity.LOW, 0, "203.0.113.7", "web-01", "T1046");
    grouping.restore("inc-z", List.of(stored));
    assertEquals(
        "inc-z", grown(fold(alert("b", Severity.LOW, 1, "203.0.113.7", "x", "T1046"))).id());
  }

  @Test
  void anIncidentIsNamedAfterItsFirstAlertWhicheverComesFirst() {
    Alert scan = alert("s", Severity.LOW, 0, "203.0.113.7", "web-01", "T1046");
    Alert guess = alert("g", Severity.HIGH, 1, "203.0.113.7", "web-01", "T1110");
    assertEquals("inc-g", grown(fold(guess)).id());
    List<IncidentChange> changes = fold(scan);
    assertEquals("inc-s", grown(changes.subList(0, 1)).id());
    assertEquals(new IncidentChange.Merged("inc-g", "inc-s"), changes.getLast());
    assertEquals("inc-s", grouping.incidentOf("g"));
    Grouping worked = new Grouping(30 * MINUTE, _ -> false);
    fold(worked, guess);
    assertEquals("inc-g", grown(fold(worked, scan)).id(), "somebody works on it");
  }

  @Test
  void aBatchIsToldOnceAndEndsOnlyWhatWasToldOf() {
    fold(alert("b", Severity.HIGH, 1, "203.0.113.8", "db-01", "T1048"));
    grouping.fold(alert("c", Severity.HIGH, 2, "203.0.113.7", "web-01", "T1110"));
    grouping.fold(alert("d", Severity.HIGH, 3, "203.0.113.8", "web-01", "T1021"));
    grouping.fold(alert("a", Severity.HIGH, 0, "203.0.113.8", "x", "T1046"));
    List<IncidentChange> changes = grouping.changes();
    assertEquals("inc-a", grown(changes.subList(0, 1)).id());
    assertEquals(List.of("a", "b", "c", "d"), grown(changes.subList(0, 1)).alerts());
    assertEquals(
        List.of(new IncidentChange.Merged("inc-b", "inc-a")),
        changes.subList(1, changes.size()),
        "inc-c opened and ended unseen");
    assertEquals(List.of(), grouping.changes());
  }

  @Test
  void alertsOneByOneAndInBatchesMakeTheSameIncidents() {
    Random random = new Random(7);
    List<Alert> alerts = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      alerts.add(
          alert(
              "a" + random.nextInt(120),
              random.nextInt(3) == 0 ? Severity.HIGH : Severity.LOW,
              random.nextInt(2_000),
              "203.0." + random.nextInt(250) + ".7",
              "host-" + random.nextInt(250),
              "T1110"));
    }
    Map<String, List<String>> single = new TreeMap<>();
    Map<String, List<String>> batched = new TreeMap<>();
    Grouping other = new Grouping(30 * MINUTE);
    for (int i = 0; i < alerts.size(); i++) {
      keep(fold(alerts.get(i)), single);
      other.fold(alerts.get(i));
      if (random.nextInt(20) == 0 || i == alerts.size() - 1) {
        keep(other.changes(), batched);
      }
    }
    assertEquals(single, batched);
    assertTrue(single.size() > 5, single.toString());
  }

  private static void keep(List<IncidentChange> changes, Map<String, List<String>> incidents) {
    for (IncidentChange change : changes) {
      switch (change) {
        case IncidentChange.Grown(Incident incident) ->
            incidents.put(incident.id(), incident.alerts());
        case IncidentChange.Merged(String ended, String _) -> incidents.remove(ended);
      }
    }
  }

  @Test
  void whatIsOverIsForgotten() {
    fold(alert("a", Severity.HIGH, 0, "203.0.113.7", "web-01", "T1110"));
    grouping.forget(29 * MINUTE);
    assertEquals("inc-a", grouping.incidentOf("a"));
    grouping.forget(32 * MINUTE);
    assertNull(grouping.incidentOf("a"));
  }

  private List<IncidentChange> fold(Alert alert) {
    return fold(grouping, alert);
  }

  private static List<IncidentChange> fold(Grouping grouping, Alert alert) {
    grouping.fold(alert);
    return grouping.changes();
  }

  private static Incident grown(List<IncidentChange> changes) {
    return assertInstanceOf(IncidentChange.Grown.class, changes.getLast()).incident();
  }

  private static Alert alert(
      String id, Severity severity, long minute, String ip, String host, String technique) {
    return alert(id, severity, minute, ip, host, technique, "linux-auth");
  }

  private static Alert withUser(Alert like, String id, String user, String ip, String host) {
    return withEntity(like, id, new Entity("user", user, Entity.TARGET), ip, host);
  }

  private static Alert withEntity(Alert like, String id, Entity entity, String ip, String host) {
    Alert base = alert(id, like.severity(), 0, ip, host, "T1046");
    return new Alert(
        id,
        base.rule(),
        base.pack(),
        base.pipeline(),
        base.severity(),
        base.title(),
        base.reason(),
        base.groupKey(),
        List.of(entity),
        base.firstSeen(),
        base.lastSeen(),
        1,
        base.evidence(),
        base.attack(),
        base.condition(),
        null,
        null,
        false,
        false);
  }

  private static Alert alert(
      String id,
      Severity severity,
      long minute,
      String ip,
      String host,
      String technique,
      String sourceType) {
    EventBuilder event =
        new EventBuilder().timestamp(minute * MINUTE).set(EcsField.SONGLAM_SOURCE_TYPE, sourceType);
    return new Alert(
        id,
        "security/" + id,
        "security",
        Pipeline.SECURITY,
        severity,
        new Text("tiêu đề " + id, "title " + id),
        new Text("vì " + id, "because " + id),
        ip,
        List.of(new Entity("ip", ip, Entity.ATTACKER), new Entity("host", host, Entity.TARGET)),
        minute * MINUTE,
        (minute + 1) * MINUTE,
        10,
        List.of(new Evidence(event.build(new EventId("n1", 0, minute, 0)), "")),
        List.of(technique),
        Condition.ACTIVE,
        null,
        null,
        false,
        false);
  }
}
