package io.serai.iso8583;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.Timer;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What links share with each other and with the hub.
 *
 * @param clock the time of day
 * @param timer time-outs, on the monotonic clock
 * @param background for what waits: the database, names of hosts
 * @param stans where trace numbers come from
 * @param events told of lost and late answers and of cut-overs; it must not block
 * @param keys takes key exchange
 * @param meters where it is shown how links do
 */
record LinkSurroundings(
    Clock clock,
    Timer timer,
    Executor background,
    StanBlocks stans,
    Consumer<Object> events,
    NetworkKeys keys,
    MeterRegistry meters) {}
