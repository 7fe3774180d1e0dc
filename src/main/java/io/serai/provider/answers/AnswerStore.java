package io.serai.provider.answers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.provider.answers.Known.Of;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of what answers are made of. Each change is one statement that adds to what others
 * wrote, so that processes learn together. Blocking.
 */
final class AnswerStore {

  private static final RowMapper<Difference> ROW =
      (row, n) ->
          new Difference(
              row.getLong("id"),
              row.getString("provider"),
              row.getString("operation"),
              row.getString("path"),
              row.getString("found"),
              row.getString("known"),
              instant(row.getObject("at", OffsetDateTime.class)));

  private static final String MERGE =
      """
      on conflict (provider, operation, path) do update
        set words = (select array_agg(distinct word)
                       from unnest(answer_field.words || excluded.words) as word),
            accepted_by = coalesce(excluded.accepted_by, answer_field.accepted_by)
      """;

  private static final String ACCEPT =
      """
      with accepted as (
        update answer_difference set accepted_by = :operator, accepted_at = now()
         where id = :id and accepted_at is null returning *),
      known as (
        insert into answer_field (provider, operation, path, words, accepted_by)
        select provider, operation, path, array[found], :operator from accepted
      """
          + MERGE
          + ") select * from accepted";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JdbcClient jdbc;

  AnswerStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Everything that is known. */
  Map<Of, Known> read() {
    Map<Of, Known> all = new HashMap<>();
    jdbc.sql("select * from answer_field")
        .query(
            row -> {
              Known known = known(all, row.getString("provider"), row.getString("operation"));
              Set<String> words = Set.of((String[]) row.getArray("words").getArray());
              String path = row.getString("path");
              known.learned.put(path, new HashSet<>(words));
              if (row.getString("accepted_by") != null) {
                known.accepted.put(path, words);
              }
            });
    jdbc.sql("select * from answer_count")
        .query(
            row -> {
              known(all, row.getString("provider"), row.getString("operation"))
                  .answers
                  .put(row.getInt("status"), row.getInt("answers"));
            });
    open().forEach(one -> known(all, one.provider(), one.operation()).open.add(one.path()));
    return all;
  }

  private static Known known(Map<Of, Known> all, String provider, String operation) {
    return all.computeIfAbsent(new Of(provider, operation), of -> new Known());
  }

  /** Adds words to what is known of fields, by their paths. */
  void learn(Of of, Map<String, ? extends Collection<String>> words) {
    jdbc.sql(
            """
            insert into answer_field (provider, operation, path, words)
            select :provider, :operation, key, array(select jsonb_array_elements_text(value))
              from jsonb_each(cast(:words as jsonb)) order by key
            """
                + MERGE)
        .param("provider", of.provider())
        .param("operation", of.operation())
        .param("words", json(words))
        .update();
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain strings are always JSON", e);
    }
  }

  /** Adds answers that were learned from. */
  void count(Of of, int status, int answers) {
    jdbc.sql(
            """
            insert into answer_count (provider, operation, status, answers)
            values (:provider, :operation, :status, :answers)
            on conflict (provider, operation, status)
              do update set answers = answer_count.answers + excluded.answers
            """)
        .param("provider", of.provider())
        .param("operation", of.operation())
        .param("status", status)
        .param("answers", answers)
        .update();
  }

  /** Writes a difference down; empty where one of that field is open already. */
  Optional<Long> differs(Of of, String path, String found, String known) {
    return jdbc.sql(
            """
            insert into answer_difference (provider, operation, path, found, known)
            values (:provider, :operation, :path, :found, :known)
            on conflict (provider, operation, path) where accepted_at is null do nothing
            returning id
            """)
        .param("provider", of.provider())
        .param("operation", of.operation())
        .param("path", path)
        .param("found", found)
        .param("known", known)
        .query(Long.class)
        .optional();
  }

  /** What no operator has accepted, oldest first. */
  List<Difference> open() {
    return jdbc.sql("select * from answer_difference where accepted_at is null order by id")
        .query(ROW)
        .list();
  }

  /** Makes it known; empty where no such difference is open. */
  Optional<Difference> accept(long id, String operator) {
    return jdbc.sql(ACCEPT).param("id", id).param("operator", operator).query(ROW).optional();
  }

  private static Instant instant(OffsetDateTime at) {
    return at.toInstant();
  }
}
