package io.serai.provider.answers;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.security.Principal;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What providers answer otherwise than known, for operators. */
@RestController
@RequestMapping("/v1/ops/answers")
class AnswersController {

  private final AnswerStore store;

  AnswersController(AnswerStore store) {
    this.store = store;
  }

  /**
   * What is not accepted yet.
   *
   * @param differences oldest first
   */
  record Page(List<Difference> differences) {}

  @GetMapping
  Page list() {
    return new Page(store.open());
  }

  /** From now on the field is known as it is; what it was is known too. */
  @PostMapping("/{id}/accept")
  Difference accept(@PathVariable long id, Principal operator) {
    return store
        .accept(id, operator.getName())
        .orElseThrow(
            () ->
                new SeraiException(
                    ErrorCode.DIFFERENCE_NOT_FOUND,
                    "there is no open difference " + id + "; GET /v1/ops/answers lists them"));
  }
}
