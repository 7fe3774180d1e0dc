package io.serai.resolution.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.intake.Paging;
import io.serai.journal.Cases;
import io.serai.journal.Finding;
import io.serai.journal.ResolutionCase;
import io.serai.journal.SharedTime;
import io.serai.payment.SeraiException;
import io.serai.payment.Why;
import java.security.Principal;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Cases of unknown outcomes for operators. */
@RestController
@RequestMapping("/v1/ops/resolutions")
class ResolutionController {

  private static final int MOST = 1_000;

  private final Cases cases;
  private final Clock clock;

  ResolutionController(Cases cases, SharedTime time) {
    this.cases = cases;
    this.clock = time.clock();
  }

  /**
   * Some cases, the oldest payments first.
   *
   * @param resolutions the cases, without their retries
   * @param next what to send as {@code after} for those that follow, or null if there are none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<ResolutionCase> resolutions, @Nullable String next) {}

  /** The cases in a state. */
  @GetMapping
  Page list(
      @RequestParam(defaultValue = "open") String state,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "100") int limit) {
    List<ResolutionCase> found = cases.list(state(state), after, Paging.limit(limit, MOST));
    return new Page(found, Paging.next(found, limit, ResolutionCase::id));
  }

  /** One case with what people did with it. */
  @GetMapping("/{id}")
  ResolutionCase show(@PathVariable String id) {
    return cases.get(id);
  }

  /** Has a case tried at once; the operator and the reason stay on record. */
  @PostMapping("/{id}/retry")
  ResolutionCase retry(@PathVariable String id, @RequestBody Why why, Principal operator) {
    return cases.retry(id, operator.getName(), why.text(), clock.instant());
  }

  /**
   * What a person has found out at the provider's.
   *
   * @param finding {@code happened}, {@code never_happened} or {@code undone}
   * @param reason how it is known: 1 to 500 characters, without card data
   */
  record Found(@Nullable String finding, @Nullable String reason) {}

  /** Ends a case by what a person has found out; the operator and the reason stay on record. */
  @PostMapping("/{id}/settle")
  ResolutionCase settle(@PathVariable String id, @RequestBody Found found, Principal operator) {
    Finding finding =
        Finding.of(found.finding())
            .orElseThrow(
                () ->
                    SeraiException.invalid("finding", "write happened, never_happened or undone"));
    String why = new Why(found.reason()).text();
    return cases.settle(id, finding, operator.getName(), why, clock.instant());
  }

  private static Cases.State state(String word) {
    return Arrays.stream(Cases.State.values())
        .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() -> SeraiException.invalid("state", "write open, manual or closed"));
  }
}
