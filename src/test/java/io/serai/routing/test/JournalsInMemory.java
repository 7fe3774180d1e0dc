package io.serai.routing.test;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.journal.Journal;

/** Journals of route tests, for tests of other rooms. */
public final class JournalsInMemory {

  private JournalsInMemory() {}

  /** An empty one. */
  public static Journal fresh() {
    return new InMemoryJournal(new ObjectMapper());
  }
}
