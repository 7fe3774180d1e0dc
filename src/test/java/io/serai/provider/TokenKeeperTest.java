package io.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.provider.TokenKeeper.Turn;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenKeeperTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final TokenKeeper keeper = new TokenKeeper(Duration.ofMinutes(1));

  private String kept() {
    Turn turn = keeper.want();
    return turn.mine() ? "mine" : turn.token().isDone() ? turn.token().join().text() : "pending";
  }

  @Test
  void oneOfAllFetchesATokenAndTheOthersWaitForIt() {
    assertThat(kept()).isEqualTo("mine");
    Turn waits = keeper.want();
    assertThat(waits.mine()).isFalse();
    assertThat(waits.token()).isNotDone();
    keeper.granted("a", HOUR);
    assertThat(waits.token().join().text()).isEqualTo("a");
    assertThat(kept()).isEqualTo("a");
  }

  @Test
  void afterAFailureTheNextOneFetchesIt() {
    Turn first = keeper.want();
    Turn waits = keeper.want();
    keeper.failed(new IllegalStateException("away"));
    assertThat(first.token()).isCompletedExceptionally();
    assertThat(waits.token()).isCompletedExceptionally();
    assertThat(kept()).isEqualTo("mine");
    keeper.granted("b", HOUR);
    keeper.failed(new IllegalStateException("said too late"));
    assertThat(kept()).isEqualTo("b");
  }

  @Test
  void aRefusedTokenIsForgottenAndOneThatCameSinceIsNot() {
    assertThat(kept()).isEqualTo("mine");
    keeper.forget("a"); // nothing is known yet: the fetch goes on
    assertThat(kept()).isEqualTo("pending");
    keeper.granted("a", HOUR);
    keeper.forget("older");
    assertThat(kept()).isEqualTo("a");
    keeper.forget("a");
    assertThat(kept()).isEqualTo("mine");
  }

  @Test
  void aTokenThatLivesForLessThanTheMarginIsUsedForHalfOfItsLife() {
    assertThat(kept()).isEqualTo("mine");
    keeper.granted("short", Duration.ofSeconds(50));
    assertThat(kept()).isEqualTo("short");
    keeper.forget("short");
    assertThat(kept()).isEqualTo("mine");
    keeper.granted("over", Duration.ZERO);
    assertThat(kept()).isEqualTo("mine");
  }
}
