package valentine.simulation;

import static valentine.simulation.Product.Aisle.COFFEE;
import static valentine.simulation.Product.Aisle.STATIONERY;
import static valentine.simulation.Product.Aisle.TEA;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import valentine.simulation.Product.Aisle;
import valentine.simulation.Purchase.Line;

/// Lindqvist & Daughters: tea, coffee and everything for writing letters, in one small shop and by post.
final class Shop {
    static final String CURRENCY = "EUR";

    /// Cheapest first: baskets are filled by price.
    private static final Product[] SHELVES = {
        new Product("Postcards, set of 5", "postcards", 390, STATIONERY),
        new Product("Pencils, cedar, set of 6", "pencils", 450, STATIONERY),
        new Product("Paper coffee filters, 100", "coffee filters", 520, COFFEE),
        new Product("Peppermint leaves 60 g", "peppermint", 590, TEA),
        new Product("Camomile flowers 60 g", "camomile", 620, TEA),
        new Product("Envelopes, cream, 25", "envelopes", 650, STATIONERY),
        new Product("Morning breakfast tea 125 g", "breakfast tea", 690, TEA),
        new Product("Rooibos with orange peel 100 g", "rooibos", 720, TEA),
        new Product("House espresso beans 250 g", "house espresso", 790, COFFEE),
        new Product("Sencha 100 g", "sencha", 850, TEA),
        new Product("Earl Grey with cornflowers 125 g", "Earl Grey", 890, TEA),
        new Product("Decaf beans, water process 250 g", "decaf beans", 920, COFFEE),
        new Product("Jasmine pearls 75 g", "jasmine pearls", 1050, TEA),
        new Product("Letter paper, 50 sheets", "letter paper", 1150, STATIONERY),
        new Product("Smoked Lapsang 100 g", "smoked Lapsang", 1190, TEA),
        new Product("Linen notebook A5", "linen notebook", 1290, STATIONERY),
        new Product("Single farm beans, Huehuetenango 250 g", "Huehuetenango beans", 1350, COFFEE),
        new Product("First flush Darjeeling 100 g", "Darjeeling", 1490, TEA),
        new Product("Bottled ink, midnight blue", "midnight blue ink", 1590, STATIONERY),
        new Product("Stoneware mug", "stoneware mug", 1690, TEA),
        new Product("Wax seal set", "wax seal set", 1890, STATIONERY),
        new Product("High mountain oolong 75 g", "oolong", 1950, TEA),
        new Product("Year planner, cloth bound", "year planner", 2190, STATIONERY),
        new Product("Tasting box, six teas", "tasting box", 2450, TEA),
        new Product("House espresso beans 1 kg", "espresso beans", 2790, COFFEE),
        new Product("Matcha bowl and whisk", "matcha bowl", 3200, TEA),
        new Product("Pour-over dripper, porcelain", "dripper", 3490, COFFEE),
        new Product("Fountain pen, fine nib", "fountain pen", 3900, STATIONERY),
        new Product("Stoneware teapot 0.8 l", "teapot", 4900, TEA),
        new Product("Hand grinder, steel burrs", "hand grinder", 6900, COFFEE),
        new Product("Writing case, oak", "writing case", 8900, STATIONERY),
        new Product("Gooseneck kettle 1 l", "kettle", 11900, COFFEE),
    };

    private Shop() {}

    /// Fills a basket of about this value with one to four lines, more often from the favourite aisle.
    static List<Line> basket(Draw draw, Aisle favourite, double cents) {
        int lines = lines(draw.unit());
        // The same product drawn twice is one line: shops print it once.
        Map<Product, Integer> basket = new LinkedHashMap<>();
        for (int line = 0; line < lines; line++) {
            double share = cents / lines * (0.7 + 0.6 * draw.unit());
            Product first = near(draw, share);
            Product product = first.aisle() == favourite ? first : near(draw, share);
            int quantity = Math.clamp(Math.round(share / product.cents()), 1, 60);
            basket.merge(product, quantity, (one, other) -> Math.min(60, one + other));
        }
        List<Line> result = new ArrayList<>(basket.size());
        basket.forEach((product, quantity) -> result.add(new Line(product, quantity)));
        return result;
    }

    static Product named(String name) {
        for (Product product : SHELVES) {
            if (product.name().equals(name)) {
                return product;
            }
        }
        throw new IllegalStateException("No product " + name);
    }

    private static int lines(double unit) {
        if (unit < 0.42) return 1;
        if (unit < 0.73) return 2;
        return unit < 0.91 ? 3 : 4;
    }

    private static Product near(Draw draw, double cents) {
        int high = below(cents * 1.2);
        int low = Math.min(below(cents / 4), high);
        return SHELVES[draw.between(low, high)];
    }

    private static int below(double cents) {
        int index = 0;
        while (index + 1 < SHELVES.length && SHELVES[index + 1].cents() <= cents) {
            index++;
        }
        return index;
    }
}
