package io.serai.routing.test;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.journal.Journal;
import io.serai.journal.JournalContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

/** The journal of route tests keeps to the contract of PostgreSQL's. */
class InMemoryJournalTest extends JournalContract {

  private final InMemoryJournal journal =
      new InMemoryJournal(JsonMapper.builder().findAndAddModules().build());

  @AfterAll
  void stop() {
    journal.close();
  }

  @Override
  protected Journal journal() {
    return journal;
  }

  @Override
  protected boolean owed(String followUp) {
    return journal.owed().stream().anyMatch(one -> one.id().equals(followUp));
  }

  @Override
  protected List<String> postings(String payment) {
    return journal.postings(payment).stream()
        .map(
            one ->
                "%d/%d %s <- %s %d JPY %s"
                    .formatted(
                        one.seq(),
                        one.number(),
                        one.debit().word(),
                        one.credit().word(),
                        one.minor(),
                        one.movement().provider()))
        .toList();
  }
}
