package io.serai.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What counts, in whatever order answers come (I5, I6): each history is a list of {@code
 * operation:attempt:provider:minor[:refund]}, approved unless found {@code undone}, in the order in
 * which their outcomes became known.
 */
class CountedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a charge                                     | charge:1:a:1000                                 | 1000 | 0
          the same answer twice                        | charge:1:a:1000 charge:1:a:1000                 | 1000 | 0
          two refunds                                  | charge:1:a:1000 refund:2:a:300:r1 refund:3:a:200:r2 | 500 | 0
          a refund, asked again under its key          | charge:1:a:1000 refund:2:a:300:r1 refund:3:a:300:r1 | 700 | 0
          a refund found by an inquiry                 | charge:1:a:1000 inquiry:2:a:300:r1              | 700  | 0
          a charge found by an inquiry                 | inquiry:2:a:1000                                | 1000 | 0
          a charge and a reversal                      | charge:1:a:1000 reversal:2:a:1000               | 0    | 0
          a partial reversal                           | charge:1:a:1000 reversal:2:a:400                | 600  | 0
          a reversal of what never counted             | reversal:2:a:1000                               | 0    | 0
          an approval after its reversal               | reversal:2:a:1000 charge:1:a:1000               | 0    | 0
          a later attempt after a reversal             | reversal:2:a:1000 charge:3:a:1000               | 1000 | 0
          an unknown undone, approved elsewhere        | charge:2:b:1000 reversal:3:a:1000               | 0    | 1000
          approved at two, the first undone            | charge:2:b:1000 inquiry:3:a:1000 void:4:a:1000  | 0    | 1000
          a reversal told of twice                     | charge:1:a:1000 reversal:2:a:1000 reversal:3:a:1000 | 0 | 0
          a capture                                    | capture:2:a:1000                                | 1000 | 0
          a late approval, then undone                 | late/charge:1:a:1000 late/reversal:2:a:1000 reversal:3:a:1000 | 0 | 0
          a late approval, not undone yet              | late/charge:1:a:1000 late/reversal:2:a:1000     | 1000 | 0
          a late approval after its reversal           | reversal:2:a:1000 late/charge:1:a:1000          | 0    | 0
          a late approval that an inquiry found before | inquiry:2:a:1000 late/charge:1:a:1000           | 1000 | 0
          an approval that an inquiry finds undone     | charge:1:a:1000 undone/inquiry:2:a:1000         | 0    | 0
          an approval told after it was found undone   | undone/inquiry:2:a:1000 late/charge:1:a:1000    | 0    | 0
          found undone twice                           | charge:1:a:1000 undone/inquiry:2:a:1000 undone/inquiry:3:a:1000 | 0 | 0
          a reversal of what was undone already        | charge:1:a:1000 undone/reversal:2:a:1000        | 0    | 0
          a void of what was undone already            | charge:1:a:1000 undone/void:2:a:1000            | 0    | 0
          a resend of what was undone already          | charge:1:a:1000 undone/charge:2:a:1000          | 0    | 0
          a receipt's check                            | verify:1:a:1000                                 | 0    | 0
          """)
  void moneyCountsOnce(String what, String history, long atA, long atB) {
    Counted counted = Counted.NOTHING;
    for (String one : history.split(" ", -1)) {
      List<String> part = List.of(one.split(":", -1));
      boolean undone = part.get(0).startsWith("undone/");
      counted =
          counted
              .after(
                  new MoneyEvent(
                      "pay_1",
                      part.get(0).startsWith("late/") ? "late-answer" : "attempt-ended",
                      "approved",
                      Integer.parseInt(part.get(1)),
                      part.get(0).replaceFirst(".*/", ""),
                      part.get(2),
                      part.size() > 4 ? part.get(4) : "pay_1",
                      undone ? "declined" : "approved",
                      undone ? MoneyEvent.ORIGINAL_REVERSED : "00",
                      Long.parseLong(part.get(3))))
              .counted();
    }
    assertThat(counted.net("a")).as(what).isEqualTo(atA);
    assertThat(counted.net("b")).as(what).isEqualTo(atB);
  }
}
