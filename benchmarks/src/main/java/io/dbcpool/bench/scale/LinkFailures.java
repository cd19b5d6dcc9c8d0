package io.dbcpool.bench.scale;

import java.util.SplittableRandom;

/**
 * A year of one data centre, whose link to the rest of the world fails from time to time. Rentals come evenly, and do
 * not stop when the link is down: a renter reaches his DBC node by other ways than we reach our brokers.
 */
final class LinkFailures {

    private static final double YEAR_HOURS = 365.0 * 24;

    /** What is assumed of the data centre. */
    record Assumed(int machines, double rentalsOfMachineADay, double failuresAYear, double meanHours) {}

    /**
     * @param rentals of all machines
     * @param duringFailure of these while the link was down
     * @param longestHours that it was
     * @param largestOutbox records that one machine's watcher held back at most
     * @param behindSeconds how long the brokers took after the longest failure to have what was held back
     */
    record Year(
            int failures,
            long rentals,
            long duringFailure,
            double longestHours,
            long largestOutbox,
            double behindSeconds) {}

    private final Costs costs;
    private final double recordsASecond;

    /** @param recordsASecond that the brokers take from this data centre */
    LinkFailures(Costs costs, double recordsASecond) {
        this.costs = costs;
        this.recordsASecond = recordsASecond;
    }

    Year simulate(Assumed assumed, long seed) {
        var random = new SplittableRandom(seed);
        double rentalsAnHour = assumed.machines() * assumed.rentalsOfMachineADay() / 24;
        int failures = 0;
        long rentals = 0;
        long during = 0;
        double longest = 0;
        long largest = 0;
        double behind = 0;
        double hour = exponential(random, YEAR_HOURS / assumed.failuresAYear());
        double last = 0;
        while (hour < YEAR_HOURS) {
            rentals += poisson(random, (hour - last) * rentalsAnHour);
            double hours = Math.min(exponential(random, assumed.meanHours()), YEAR_HOURS - hour);
            long heldBack = poisson(random, hours * rentalsAnHour);
            failures++;
            rentals += heldBack;
            during += heldBack;
            longest = Math.max(longest, hours);
            long atOne = mostOfOne(random, heldBack, assumed.machines());
            largest = Math.max(largest, Math.round(atOne * costs.recordsOfVacate()));
            behind = Math.max(behind, heldBack * costs.recordsOfVacate() / recordsASecond);
            last = hour + hours;
            hour = last + exponential(random, YEAR_HOURS / assumed.failuresAYear());
        }
        rentals += poisson(random, Math.max(0, YEAR_HOURS - last) * rentalsAnHour);
        return new Year(failures, rentals, during, longest, largest, behind);
    }

    private static long mostOfOne(SplittableRandom random, long rentals, int machines) {
        var of = new int[machines];
        int most = 0;
        for (long i = 0; i < rentals; i++) {
            most = Math.max(most, ++of[random.nextInt(machines)]);
        }
        return most;
    }

    private static double exponential(SplittableRandom random, double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    /** By its normal approximation where it is large. */
    private static long poisson(SplittableRandom random, double mean) {
        if (mean > 50) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        long count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
