/** Tests of the Kamelets in {@code kamelets/}, as the route set loads them. */
@NullMarked
package io.serai.kamelets;

import org.jspecify.annotations.NullMarked;
