package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.payment.Printable;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tracks show first six and last four of the card number, or nothing (I8). */
class TrackMaskTest {

  private static final String TAIL = "30121010000012300000";

  /** More than six digits behind, or four before, would be more than PCI DSS 3.4 lets show. */
  private static final Pattern TOO_MUCH = Pattern.compile("[0-9]{7}");

  @ParameterizedTest
  @CsvSource({
    "35, 4111111111111111=30121010000012300000, 411111******1111=[hidden]",
    "35, ;4111111111111111=30121010000012300000?, 411111******1111=[hidden]",
    "35, 4111111111111111D30121010000012300000F, 411111******1111D[hidden]",
    "35, 4111111111111111d3012, 411111******1111d[hidden]",
    "35, 378282246310005=3012, 378282*****0005=[hidden]",
    "45, B4111111111111111^DOE/JANE^30121010000, 411111******1111^[hidden]",
    "45, %B4111111111111111^DOE/JANE^30121010000?, 411111******1111^[hidden]",
    "36, 014111111111111111=724724000000000, 411111******1111=[hidden]",
    "36, ;014111111111111111D724724000000000?, 411111******1111D[hidden]"
  })
  void aWholeTrackShowsItsCardNumberMasked(int number, String track, String shown) {
    assertThat(Mask.of(number, track)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4111111111111111",
        "4111111111111111" + TAIL,
        "41111111111=3012",
        "41111111111111111111=3012",
        "4111 1111 1111 1111=3012",
        "=4111111111111111=3012",
        "4111111x11111111=3012",
        "\u0664\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661=3012",
        "%%B4111111111111111^X",
        ";"
      })
  void aMalformedTrackShowsNothing(String track) {
    for (int number : new int[] {35, 36, 45}) {
      assertThat(Mask.of(number, track)).doesNotMatch(".*[0-9]{7}.*").doesNotContain("3012");
    }
    assertThat(Mask.of(35, track)).isEqualTo(Mask.HIDDEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111111=" + TAIL,
        "4111111111111111D" + TAIL + "F",
        "track ;4111111111111111=3012?",
        "%B4111111111111111^DOE/JANE^30121010000?",
        "4111-1111-1111-1111d3012",
        "Can't unpack field 35: 4111111111111111D3012"
      })
  void noTextThatGoesIntoALogOrAnErrorKeepsATrack(String text) {
    assertThat(Printable.of(text)).doesNotMatch(".*[0-9]{5}.*").doesNotContain("3012", "DOE");
  }

  @Test
  void noMutationOfATrackShowsMoreThanFirstSixAndLastFour() {
    Random random = new Random(35);
    String[] good = {
      "4111111111111111=" + TAIL,
      "4111111111111111D" + TAIL,
      "%B4111111111111111^DOE/JANE^3012101?",
      "014111111111111111=724724000000000"
    };
    String marks = "=Dd^;%?+B 0123456789\u0000\u00e9";
    for (int i = 0; i < 200_000; i++) {
      StringBuilder track = new StringBuilder(good[random.nextInt(good.length)]);
      for (int changes = random.nextInt(5); changes > 0 && track.length() > 0; changes--) {
        int at = random.nextInt(track.length());
        char mark = marks.charAt(random.nextInt(marks.length()));
        switch (random.nextInt(3)) {
          case 0 -> track.setCharAt(at, mark);
          case 1 -> track.insert(at, mark);
          default -> track.deleteCharAt(at);
        }
      }
      String text = track.toString();
      for (int number : new int[] {35, 36, 45}) {
        String shown = Mask.of(number, text);
        assertThat(TOO_MUCH.matcher(shown).find()).as("a shown track").isFalse();
        assertThat(shown.length()).isLessThanOrEqualTo(28);
      }
    }
  }
}
