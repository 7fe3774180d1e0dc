/**
 * The check of routes, Kamelets, providers and links before anything of them is loaded: mistakes
 * and breaches of the money-safety rules, all at once, each with its place and its mend.
 */
@NamedInterface("check")
@NullMarked
package io.serai.routing.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
