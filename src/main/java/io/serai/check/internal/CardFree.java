package io.serai.check.internal;

import io.serai.check.Invariant;
import io.serai.payment.CardData;

/** I8 over what is written of one payment. */
final class CardFree implements Rule {

  @Override
  public void check(PaymentFile payment, Findings findings) {
    if (payment.row() != null) {
      look("its row", payment.row().text(), payment, findings);
    }
    for (Entry entry : payment.entries()) {
      look("journal entry " + entry.seq(), entry.text(), payment, findings);
      if (entry.answer() != null) {
        look("the answer at entry " + entry.seq(), entry.answer(), payment, findings);
      }
    }
    payment.followUps().forEach(f -> look("follow-up " + f.attempt(), f.text(), payment, findings));
  }

  private static void look(String place, String text, PaymentFile payment, Findings findings) {
    CardData.kinds(text)
        .forEach(kind -> findings.add(Invariant.I8, payment, place + " holds " + kind));
  }
}
