/** The settlement read model, fed from Kafka and never from the engine's own tables. */
@ApplicationModule(allowedDependencies = {"payment"})
@NullMarked
package io.serai.settlement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
