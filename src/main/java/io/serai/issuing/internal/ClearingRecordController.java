package io.serai.issuing.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.intake.Paging;
import io.serai.issuing.ClearingRecord;
import io.serai.issuing.ClearingRecords;
import io.serai.journal.SharedTime;
import io.serai.payment.SeraiException;
import io.serai.payment.Why;
import java.security.Principal;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Records of clearing files that were put aside, for operators. */
@RestController
@RequestMapping("/v1/ops/clearing-records")
class ClearingRecordController {

  private static final Logger LOG = LoggerFactory.getLogger(ClearingRecordController.class);
  private static final int MOST = 1_000;

  private final ClearingRecords records;
  private final Clock clock;

  ClearingRecordController(ClearingRecords records, SharedTime time) {
    this.records = records;
    this.clock = time.clock();
  }

  /**
   * Some records, file by file.
   *
   * @param next what to send as {@code after} for those that follow, or null if there are none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<ClearingRecord> records, @Nullable String next) {}

  /** Those in a state. */
  @GetMapping
  Page list(
      @RequestParam(defaultValue = "aside") String state,
      @RequestParam(required = false) @Nullable String tenant,
      @RequestParam(required = false) @Nullable String file,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "100") int limit) {
    List<ClearingRecord> found =
        records.list(state(state), tenant, file, after, Paging.limit(limit, MOST));
    return new Page(found, Paging.next(found, limit, ClearingRecord::id));
  }

  /** One, with what people did with it. */
  @GetMapping("/{id}")
  ClearingRecord show(@PathVariable String id) {
    return records.get(id);
  }

  /** Has one tried again; the operator and the reason stay on record. */
  @PostMapping("/{id}/retry")
  ClearingRecord retry(@PathVariable String id, @RequestBody Why why, Principal operator) {
    ClearingRecord record = records.retry(id, operator.getName(), why.text(), clock.instant());
    LOG.info("{} has the clearing record {} tried again", operator.getName(), record.id());
    return record;
  }

  /** Has one not booked; the operator and the reason stay on record. */
  @PostMapping("/{id}/dismiss")
  ClearingRecord dismiss(@PathVariable String id, @RequestBody Why why, Principal operator) {
    ClearingRecord record = records.dismiss(id, operator.getName(), why.text(), clock.instant());
    LOG.info("{} dismissed the clearing record {}", operator.getName(), record.id());
    return record;
  }

  private static ClearingRecords.State state(String word) {
    return Arrays.stream(ClearingRecords.State.values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(() -> SeraiException.invalid("state", "write aside or dismissed"));
  }
}
