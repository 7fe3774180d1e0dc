/**
 * ISO 8583: links (listening and dialed), their sessions and multiplexer, the component {@code
 * iso8583:}, framing, packaging and masking.
 */
@ApplicationModule(allowedDependencies = {"payment", "upkeep", "intake"})
@NullMarked
package io.serai.iso8583;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
