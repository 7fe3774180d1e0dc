package io.serai.routing.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to the sets of routes of this process.
 *
 * @param at when
 * @param what {@code activated}, {@code refused}, {@code rolled_back}, {@code canary}, {@code
 *     promoted} or {@code dropped}
 * @param set the set that it happened to, or null where the files made none
 * @param by the operator, or null where the hub did it by itself
 * @param why the operator's reason, or the hub's; each problem of refused files is a line
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SetChange(
    Instant at, String what, @Nullable String set, @Nullable String by, List<String> why) {}
