package valentine.simulation;

/// A thing on our shelves: its name on the invoice, the word people use for it, its price.
record Product(String name, String word, int cents, Aisle aisle) {
    enum Aisle {
        TEA,
        COFFEE,
        STATIONERY
    }

    Product {
        if (cents < 1) throw new IllegalArgumentException("A product has a price");
    }
}
