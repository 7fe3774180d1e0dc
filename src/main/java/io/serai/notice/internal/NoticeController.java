package io.serai.notice.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.intake.Paging;
import io.serai.journal.SharedTime;
import io.serai.notice.NoticeBook;
import io.serai.notice.NoticeEntry;
import io.serai.payment.SeraiException;
import io.serai.payment.Why;
import java.security.Principal;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Notices for operators. */
@RestController
@RequestMapping("/v1/ops/notices")
class NoticeController {

  private static final int MOST = 1_000;

  private final NoticeBook notices;
  private final Clock clock;

  NoticeController(NoticeBook notices, SharedTime time) {
    this.notices = notices;
    this.clock = time.clock();
  }

  /**
   * Some notices, oldest first.
   *
   * @param next what to send as {@code after} for those that follow, or null if there are none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<NoticeEntry> notices, @Nullable String next) {}

  /** Those in a state. */
  @GetMapping
  Page list(
      @RequestParam(defaultValue = "kept") String state,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "100") int limit) {
    List<NoticeEntry> found = notices.list(state(state), after, Paging.limit(limit, MOST));
    return new Page(found, Paging.next(found, limit, NoticeEntry::id));
  }

  /** One. */
  @GetMapping("/{id}")
  NoticeEntry show(@PathVariable String id) {
    return notices.get(id);
  }

  /** Has a kept one applied again; the operator and the reason stay on record. */
  @PostMapping("/{id}/replay")
  NoticeEntry replay(@PathVariable String id, @RequestBody Why why, Principal operator) {
    return notices.replay(id, operator.getName(), why.text(), clock.instant());
  }

  private static NoticeBook.State state(String word) {
    return Arrays.stream(NoticeBook.State.values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(() -> SeraiException.invalid("state", "write waiting, applied or kept"));
  }
}
