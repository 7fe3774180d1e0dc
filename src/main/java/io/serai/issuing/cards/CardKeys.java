package io.serai.issuing.cards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.issuing.CardView;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One effect per key on cards: the key is claimed in the transaction that makes the effect, and
 * keeps its answer. Blocking.
 */
final class CardKeys {

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  CardKeys(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * What came of a request.
   *
   * @param card the card as it was answered
   * @param replay whether nothing was done now
   */
  record Done(CardView card, boolean replay) {}

  private record Saved(String fingerprint, @Nullable String answer) {}

  /**
   * Does something once for a key, in the transaction under way. Whoever comes with the same key
   * meanwhile waits for its end.
   *
   * @throws SeraiException with {@link ErrorCode#IDEMPOTENCY_KEY_REUSED} for another request
   */
  Done once(CardCaller caller, Instant now, Supplier<CardView> effect) {
    boolean mine =
        jdbc.sql(
                    "insert into card_key (id, fingerprint, at) values (:id, :fingerprint, :now)"
                        + " on conflict (id) do nothing")
                .param("id", caller.claim())
                .param("fingerprint", caller.fingerprint())
                .param("now", Timestamp.from(now))
                .update()
            == 1;
    if (!mine) {
      return new Done(saved(caller), true);
    }
    CardView card = effect.get();
    var unused =
        jdbc.sql("update card_key set card_id = :card, answer = :answer where id = :id")
            .param("id", caller.claim())
            .param("card", card.id())
            .param("answer", write(card))
            .update();
    return new Done(card, false);
  }

  private CardView saved(CardCaller caller) {
    Saved saved =
        jdbc.sql("select fingerprint, answer from card_key where id = :id")
            .param("id", caller.claim())
            .query((row, n) -> new Saved(row.getString(1), row.getString(2)))
            .single();
    requireSame(caller, saved.fingerprint());
    return read(String.valueOf(saved.answer()));
  }

  /** Refuses another request under a known key. */
  static void requireSame(CardCaller caller, String fingerprint) {
    if (!fingerprint.equals(caller.fingerprint())) {
      throw reused();
    }
  }

  static SeraiException reused() {
    return new SeraiException(
        ErrorCode.IDEMPOTENCY_KEY_REUSED, "the key was used before for another request");
  }

  /** Forgets keys whose effect is this old. */
  int forget(Instant before) {
    return jdbc.sql("delete from card_key where at < :before")
        .param("before", Timestamp.from(before))
        .update();
  }

  private String write(CardView card) {
    try {
      return json.writeValueAsString(card);
    } catch (JsonProcessingException e) {
      throw new SeraiException(ErrorCode.INTERNAL, null, "an answer cannot be written", e);
    }
  }

  private CardView read(String answer) {
    try {
      return json.readValue(answer, CardView.class);
    } catch (JsonProcessingException e) {
      throw new SeraiException(ErrorCode.INTERNAL, null, "a saved answer cannot be read", e);
    }
  }
}
