package io.serai.issuing.cards;

import io.serai.journal.CardSeals;
import io.serai.payment.CardNumber;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The numbers of cards that were given out here, sealed and bound to their card, until whoever
 * makes the cards has them. Blocking.
 */
final class NumberVault {

  private final JdbcClient jdbc;
  private final CardSeals seals;

  NumberVault(JdbcClient jdbc, CardSeals seals) {
    this.jdbc = jdbc;
    this.seals = seals;
  }

  void keep(String card, CardNumber number, Instant until) {
    var unused =
        jdbc.sql(
                "insert into card_number (card_id, key_id, sealed, keep_until)"
                    + " values (:card, :key, :sealed, :until)")
            .param("card", card)
            .param("key", seals.keyId())
            .param("sealed", seals.seal(card, number))
            .param("until", Timestamp.from(until))
            .update();
  }

  /** The number, if it is kept and not yet to be forgotten. */
  Optional<CardNumber> number(String card, Instant now) {
    return jdbc.sql(
            "select key_id, sealed from card_number where card_id = :card and keep_until > :now")
        .param("card", card)
        .param("now", Timestamp.from(now))
        .query((row, n) -> seals.open(card, row.getString(1), row.getBytes(2)))
        .optional();
  }

  int forget(Instant now) {
    return jdbc.sql("delete from card_number where keep_until <= :now")
        .param("now", Timestamp.from(now))
        .update();
  }
}
