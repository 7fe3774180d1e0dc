package io.serai.webhook.internal;

import java.time.Instant;

/**
 * A delivery that this process has taken to try.
 *
 * @param id its number
 * @param subject whose events keep their order
 * @param turn whose try it is; another number there means that somebody else has taken it
 * @param event the event's id
 * @param type the event's type
 * @param body the event
 * @param tries how often it was tried before
 * @param since from when on the days of trying count
 * @param sendBy nothing is sent after it: somebody else may have taken it by then
 */
record Delivery(
    long id,
    String subject,
    long turn,
    String event,
    String type,
    String body,
    int tries,
    Instant since,
    Instant sendBy) {}
