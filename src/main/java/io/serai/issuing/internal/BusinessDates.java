package io.serai.issuing.internal;

import io.serai.issuing.CardAccount;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardPrograms;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The date that an event counts for: in the zone of the account's program, in UTC without one.
 *
 * @param programs asked each time, since programs come with the route sets
 */
record BusinessDates(Supplier<@Nullable CardPrograms> programs) {

  LocalDate of(CardAccount account, String routeSet, Instant at) {
    CardPrograms known = programs.get();
    ZoneId zone =
        known == null
            ? ZoneOffset.UTC
            : known.find(routeSet, account.program()).map(CardProgram::zone).orElse(ZoneOffset.UTC);
    return LocalDate.ofInstant(at, zone);
  }
}
