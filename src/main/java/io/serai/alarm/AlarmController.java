package io.serai.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.serai.intake.Paging;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Alarms for operators. */
@RestController
@RequestMapping("/v1/ops/alarms")
class AlarmController {

  private static final int MOST = 1_000;

  private final AlarmStore store;

  AlarmController(AlarmStore store) {
    this.store = store;
  }

  /**
   * Some alarms, oldest first.
   *
   * @param alarms the alarms
   * @param next what to send as {@code after} for those that follow, or null if there are none
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<Alarm> alarms, @Nullable Long next) {}

  /** The alarms after an id; without one the latest. */
  @GetMapping
  Page list(
      @RequestParam(required = false) @Nullable Long after,
      @RequestParam(defaultValue = "100") int limit) {
    List<Alarm> alarms = store.list(after, Paging.limit(limit, MOST));
    return new Page(alarms, alarms.isEmpty() ? after : Long.valueOf(last(alarms).id()));
  }

  private static Alarm last(List<Alarm> alarms) {
    return alarms.get(alarms.size() - 1);
  }

  /** Notes that the operator has seen to it; who came first stays on record. */
  @PostMapping("/{id}/acknowledge")
  Alarm acknowledge(@PathVariable long id, Principal operator) {
    return store
        .acknowledge(id, operator.getName())
        .orElseThrow(
            () -> new SeraiException(ErrorCode.ALARM_NOT_FOUND, "there is no alarm " + id));
  }
}
