package io.serai.journal.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.journal.Journal;
import io.serai.journal.JournalContract;
import io.serai.journal.JournalSettings;
import io.serai.payment.CardNumber;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The contract with group commit, over a real PostgreSQL. */
class PostgresJournalTest extends JournalContract {

  private EmbeddedPostgres server;
  private JdbcTemplate jdbc;
  private PostgresJournal journal;

  @BeforeAll
  void start() throws Exception {
    server = EmbeddedPostgres.start();
    var database = server.getPostgresDatabase();
    Flyway.configure().dataSource(database).load().migrate();
    jdbc = new JdbcTemplate(database);
    journal =
        new PostgresJournal(
            database,
            new JournalSettings(2, 8192, 512, 2, Duration.ofSeconds(15)),
            JsonMapper.builder().findAndAddModules().build(),
            new CardVault(new SecretKeySpec(new byte[32], "AES")),
            "proc_test",
            Epoch.current(jdbc).number());
  }

  @AfterAll
  void stop() throws Exception {
    journal.close();
    server.close();
  }

  @Override
  protected Journal journal() {
    return journal;
  }

  @Test
  void aCardNumberIsSealed() {
    var card = CardNumber.of("4111111111111111", "pan");
    journal.commit(opening("pay_sealed", "sealed-key").card(card).build()).join();
    assertThat(
            jdbc.queryForObject(
                "select encode(sealed, 'escape') from card_vault where payment_id = 'pay_sealed'",
                String.class))
        .doesNotContain("4111");
  }

  @Override
  protected List<String> postings(String payment) {
    return jdbc.queryForList(
        "select format('%s/%s %s <- %s %s %s %s', seq, posting, debit, credit, minor, currency,"
            + " provider) from ledger where payment_id = ? order by seq, posting",
        String.class, payment);
  }

  @Override
  protected boolean owed(String followUp) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select 1 from follow_up where id = ? and open)",
            Boolean.class,
            followUp));
  }
}
