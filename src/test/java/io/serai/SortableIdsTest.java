package io.serai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SortableIdsTest {

  @Test
  void itIsThePrefixTheTimeAndNoise() {
    String id = at(1_790_000_000_123L).next("pay_");
    assertThat(id).matches("pay_[0-9A-V]{26}").startsWith("pay_01K3250R3R");
    assertThat(Long.parseLong(id.substring(4, 14), 32)).isEqualTo(1_790_000_000_123L);
  }

  @Test
  void laterOnesSortBehindEarlierOnes() {
    assertThat(at(2_000_000_000_000L).next("")).isGreaterThan(at(1_999_999_999_999L).next(""));
  }

  @Test
  void noTwoAreTheSameOnAnyThread() {
    SortableIds ids = at(1_790_000_000_123L);
    Set<String> made =
        IntStream.range(0, 20_000)
            .parallel()
            .mapToObj(i -> ids.next(""))
            .collect(Collectors.toSet());
    assertThat(made).hasSize(20_000);
  }

  @Test
  void eachLetterOfTheNoiseTakesManyValues() {
    SortableIds ids = at(0);
    for (int at = 10; at < 26; at++) {
      Set<Character> seen = new HashSet<>();
      for (int i = 0; i < 2_000; i++) {
        seen.add(ids.next("").charAt(at));
      }
      assertThat(seen).hasSizeGreaterThan(24);
    }
  }

  private static SortableIds at(long millis) {
    return new SortableIds(Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
  }
}
