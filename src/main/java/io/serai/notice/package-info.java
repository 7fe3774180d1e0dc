/**
 * What providers tell unasked (webhooks in): verified, kept once, told to the rooms that it
 * concerns. It decides nothing about money by itself.
 */
@ApplicationModule(allowedDependencies = {"payment", "intake", "journal", "provider", "upkeep"})
@NullMarked
package io.serai.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
