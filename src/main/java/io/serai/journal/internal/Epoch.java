package io.serai.journal.internal;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The count of database clusters that this journal has lived on. Transaction ids, by which the
 * relay cuts, are comparable only within one cluster.
 *
 * @param number from 1
 */
record Epoch(int number) {

  static Epoch current(JdbcTemplate jdbc) {
    String cluster =
        jdbc.queryForObject(
            "select system_identifier::text from pg_control_system()", String.class);
    Integer known =
        jdbc.queryForObject(
            "select max(epoch) filter (where system_id = ?"
                + " and epoch = (select max(epoch) from journal_epoch)) from journal_epoch",
            Integer.class,
            cluster);
    if (known != null) {
      return new Epoch(known);
    }
    Integer begun =
        jdbc.queryForObject(
            "insert into journal_epoch (system_id) values (?) returning epoch",
            Integer.class,
            cluster);
    return new Epoch(java.util.Objects.requireNonNull(begun));
  }
}
