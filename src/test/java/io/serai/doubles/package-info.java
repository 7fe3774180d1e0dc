/**
 * Provider doubles: three providers that speak three different ways, keep honest books of what they
 * charged and undid, and can be steered from outside over HTTP. They know nothing of the hub's own
 * classes, as real providers do not; they run alone ({@link io.serai.doubles.DoublesMain}) and
 * inside a test ({@link io.serai.doubles.Doubles#start()}).
 */
@NullMarked
package io.serai.doubles;

import org.jspecify.annotations.NullMarked;
