package io.serai.issuing.cards;

import io.serai.issuing.CardAccounts;
import io.serai.journal.Journal;
import io.serai.payment.AlarmRaised;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What seeing to top-ups needs, on their way to the card and back.
 *
 * @param journal what became of their charges
 * @param accounts where they are credited
 * @param rows where they are kept
 * @param workers what blocks on the database
 * @param alarms who is told what people must look at
 * @param clock the time shared with the database
 */
record TopUpParts(
    Journal journal,
    Supplier<CardAccounts> accounts,
    TopUpRows rows,
    Workers workers,
    Consumer<AlarmRaised> alarms,
    Clock clock) {}
