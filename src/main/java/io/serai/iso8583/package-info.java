/** ISO 8583: framing, packaging, masking, and the terminals' link. */
@ApplicationModule(allowedDependencies = {"payment"})
@NullMarked
package io.serai.iso8583;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
