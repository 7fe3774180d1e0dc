package io.serai.provider.internal;

import io.serai.payment.SeraiException;
import io.serai.provider.HealthBoard;
import io.serai.provider.OperatorOverride;
import io.serai.provider.ProviderHealth;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Providers for operators: who is left out, and the operator's own word on it. */
@RestController
@RequestMapping("/v1/ops/providers")
class ProviderController {

  private final HealthBoard board;

  ProviderController(HealthBoard board) {
    this.board = board;
  }

  /**
   * The providers.
   *
   * @param providers by name
   */
  record Page(List<ProviderHealth> providers) {}

  /**
   * What an operator wants.
   *
   * @param mode in, out or auto
   * @param reason why
   */
  record Decision(@Nullable String mode, @Nullable String reason) {}

  @GetMapping
  Page list() {
    return new Page(board.all());
  }

  /** Forces the provider in or out, or lets its errors decide again. */
  @PostMapping("/{name}/override")
  ProviderHealth decide(
      @PathVariable String name, @RequestBody Decision decision, Principal operator) {
    if (decision.mode() == null) {
      throw SeraiException.invalid("mode", "is missing; write in, out or auto");
    }
    return board.decide(
        name, OperatorOverride.Mode.of(decision.mode()), decision.reason(), operator.getName());
  }
}
