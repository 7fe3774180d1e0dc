package io.serai.settlement;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.payment.AlarmRaised;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The beans that the routes of settlement name, for tests of other rooms. */
public final class Settlements {

  private Settlements() {}

  /** The beans on a database; alarms are added to the list. */
  public static Map<String, Object> beans(DataSource database, List<AlarmRaised> alarms) {
    var json = JsonMapper.builder().findAndAddModules().build();
    return Map.of(
        "settlement",
        new Settlement(database, json, event -> alarms.add((AlarmRaised) event)),
        "kafkaBatch",
        new KafkaBatch());
  }
}
