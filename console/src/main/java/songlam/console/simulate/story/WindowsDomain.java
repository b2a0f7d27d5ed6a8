package songlam.console.simulate.story;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import songlam.console.simulate.Host;
import songlam.console.simulate.Province;
import songlam.console.simulate.Routine;
import songlam.console.simulate.Script;
import songlam.console.simulate.wire.WindowsEvent;

/**
 * The domain controller and the file server: officials sign in over the network and off again, once
 * in a while with a wrong password. Their agents ship by {@code _bulk}.
 */
public final class WindowsDomain implements Routine {
  private static final int EVERY_SECONDS = 2;
  private static final String DOMAIN = "TINH";
  private static final String[] STAFF = {"an.nguyen", "binh.tran", "chi.le", "dung.pham", "em.ho"};

  private final Province province;
  private final Random random;
  private final Map<String, Long> records = new HashMap<>();

  public WindowsDomain(Province province, long seed) {
    this.province = province;
    this.random = new Random(seed);
  }

  @Override
  public void tell(Script script, int from, int to) {
    for (int second = from; second < to; second += EVERY_SECONDS) {
      script.at(second + 0.7, (wires, at) -> wires.console().bulk(ordinary(at)));
    }
  }

  private List<JsonObject> ordinary(long at) {
    List<JsonObject> batch = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      Host host = province.windows().get(random.nextInt(province.windows().size()));
      Host desk = province.desks().get(random.nextInt(province.desks().size()));
      String user = STAFF[random.nextInt(STAFF.length)];
      int what = random.nextInt(50);
      batch.add(
          what == 0
              ? refused(host, user, desk.ip(), at)
              : what < 28 ? signedIn(host, user, desk.ip(), at) : signedOff(host, user, at));
    }
    return batch;
  }

  /** 4624: this account signed in over the network from this address. */
  JsonObject signedIn(Host host, String user, String from, long at) {
    Map<String, String> data = over(user, from);
    return record(host, at, 4624, "Logon", "An account was successfully logged on.", true, data);
  }

  /** 4625: it gave a wrong password. */
  JsonObject refused(Host host, String user, String from, long at) {
    Map<String, String> data = over(user, from);
    data.put("Status", "0xc000006d");
    data.put("SubStatus", "0xc000006a");
    return record(host, at, 4625, "Logon", "An account failed to log on.", false, data);
  }

  private JsonObject signedOff(Host host, String user, long at) {
    Map<String, String> data = account(user);
    return record(host, at, 4634, "Logoff", "An account was logged off.", true, data);
  }

  private Map<String, String> over(String user, String from) {
    Map<String, String> data = account(user);
    data.put("IpAddress", from);
    data.put("IpPort", String.valueOf(49_152 + random.nextInt(16_000)));
    data.put("AuthenticationPackageName", "NTLM");
    return data;
  }

  private static Map<String, String> account(String user) {
    Map<String, String> data = new HashMap<>();
    data.put("TargetUserName", user);
    data.put("TargetDomainName", DOMAIN);
    data.put("LogonType", "3");
    return data;
  }

  private JsonObject record(
      Host host,
      long at,
      int code,
      String task,
      String message,
      boolean success,
      Map<String, String> data) {
    long id = records.merge(host.name(), 1L, Long::sum);
    return WindowsEvent.security(at, host.name(), id, code, task, message, success, data);
  }
}
