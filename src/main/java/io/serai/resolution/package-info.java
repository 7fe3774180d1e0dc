/**
 * Resolution of unknown outcomes: reversals and inquiries kept in PostgreSQL until they are
 * acknowledged, and the take-over of attempts whose process is gone.
 */
@ApplicationModule(allowedDependencies = {"payment", "intake", "notice", "journal", "provider"})
@NullMarked
package io.serai.resolution;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
