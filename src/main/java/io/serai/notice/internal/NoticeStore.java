package io.serai.notice.internal;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.serai.journal.BodySeals;
import io.serai.notice.Notice;
import io.serai.notice.NoticeBook;
import io.serai.notice.NoticeResult;
import io.serai.notice.NoticeScheme;
import io.serai.notice.PaymentNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Notices on disk, shared by all processes: a taken one is merely due later, so that a lost taker
 * loses nothing. Blocking.
 */
final class NoticeStore implements PaymentNames {

  private final JdbcClient jdbc;
  private final BodySeals seals;

  NoticeStore(JdbcClient jdbc, BodySeals seals) {
    this.jdbc = jdbc;
    this.seals = seals;
  }

  /**
   * A notice that is due.
   *
   * @param notice it, without its content
   * @param tries how often applying it did not end
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  record Due(Notice notice, byte[] sealed, String keyId, int tries) {}

  /** Keeps an event, to be applied at once; false where its provider has told it before. */
  boolean insert(
      String id, String provider, NoticeScheme scheme, Told told, String trace, Instant now) {
    Instant at = told.at();
    return jdbc.sql(
                """
                insert into provider_notice (id, provider, event_id, scheme, kind, state, sealed,
                                             key_id, trace, due_at, told_at, received_at)
                values (:id, :provider, :event, :scheme, :kind, 'waiting', :sealed, :key, :trace,
                        :now, :told, :now)
                on conflict (provider, event_id) do nothing
                """)
            .param("id", id)
            .param("provider", provider)
            .param("event", told.event())
            .param("scheme", scheme.word())
            .param("kind", told.kind())
            .param("sealed", seals.seal(id, Told.bytes(told.content())))
            .param("key", seals.keyId())
            .param("trace", trace)
            .param("told", at == null ? null : Timestamp.from(at))
            .param("now", Timestamp.from(now))
            .update()
        == 1;
  }

  /** Takes what is due, at most so many. */
  List<Due> take(Instant now, Duration hold, int most) {
    return jdbc.sql(
            """
            update provider_notice set due_at = :held
             where id in (select id from provider_notice where due_at <= :now
                           order by due_at, id limit :most for update skip locked)
            returning *
            """)
        .param("held", Timestamp.from(now.plus(hold)))
        .param("now", Timestamp.from(now))
        .param("most", most)
        .query(this::due)
        .list();
  }

  private Due due(ResultSet row, int number) throws SQLException {
    String id = row.getString("id");
    Timestamp told = row.getTimestamp("told_at");
    var notice =
        new Notice(
            id,
            row.getString("provider"),
            NoticeScheme.of(row.getString("scheme")),
            row.getString("event_id"),
            row.getString("kind"),
            told == null ? null : told.toInstant(),
            MissingNode.getInstance());
    return new Due(notice, row.getBytes("sealed"), row.getString("key_id"), row.getInt("tries"));
  }

  /** The notice with its content; one that cannot be opened holds up no other. */
  Notice opened(Due due) {
    Notice bare = due.notice();
    return new Notice(
        bare.id(),
        bare.provider(),
        bare.scheme(),
        bare.event(),
        bare.kind(),
        bare.toldAt(),
        Told.json(seals.open(bare.id(), due.keyId(), due.sealed())));
  }

  /** Writes down what a notice came to; false where somebody else has done so before. */
  boolean end(Notice notice, NoticeResult result, Instant now) {
    return jdbc.sql(
                """
                update provider_notice
                   set state = :state, result = :code, subject = :subject, reference = :reference,
                       due_at = null, ended_at = :now
                 where id = :id and state = 'waiting'
                """)
            .param(
                "state",
                (result.end() == NoticeResult.End.KEPT
                        ? NoticeBook.State.KEPT
                        : NoticeBook.State.APPLIED)
                    .word())
            .param("code", result.code())
            .param("subject", result.subject())
            .param("reference", result.reference())
            .param("now", Timestamp.from(now))
            .param("id", notice.id())
            .update()
        == 1;
  }

  /** Has a notice applied again later. */
  void putOff(Notice notice, String why, Instant until) {
    jdbc.sql(
            "update provider_notice set due_at = :until, tries = tries + 1, result = :why"
                + " where id = :id and state = 'waiting'")
        .param("until", Timestamp.from(until))
        .param("why", why)
        .param("id", notice.id())
        .update();
  }

  /** How many there are of each state that is not the end, by its word. */
  Map<String, Long> counts() {
    return jdbc
        .sql("select state, count(*) from provider_notice where state <> 'applied' group by 1")
        .query((row, n) -> Map.entry(row.getString(1), row.getLong(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Forgets what came before an instant and has ended; says how many. */
  int forget(Instant before, int most) {
    return jdbc.sql(
            """
            delete from provider_notice where id in (
              select id from provider_notice
               where received_at < :before and due_at is null limit :most)
            """)
        .param("before", Timestamp.from(before))
        .param("most", most)
        .update();
  }

  /** The payment that an earlier notice was about under the same name. */
  @Override
  public Optional<String> payment(String provider, String name) {
    return jdbc.sql(
            "select subject from provider_notice where provider = :provider and reference = :name"
                + " and subject like 'pay\\_%' limit 1")
        .param("provider", provider)
        .param("name", name)
        .query(String.class)
        .optional();
  }
}
