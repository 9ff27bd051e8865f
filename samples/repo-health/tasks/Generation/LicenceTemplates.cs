namespace RepoHealth;

/// <summary>Texts for licence files: whole where they are short, otherwise how they begin.</summary>
public static class LicenceTemplates
{
    private const string Warranty = "THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED.\n";

    private const string Mit = """
        MIT License

        Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to
        deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
        sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

        The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

        """;

    private const string Isc = """
        ISC License

        Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that the above
        copyright notice and this permission notice appear in all copies.

        """;

    private const string Bsd = """
        Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following conditions are met:
        source code and binaries keep the copyright notice, this list of conditions and the disclaimer.

        """;

    /// <summary>Null for a licence that is not known here.</summary>
    public static string? Of(string spdx) => spdx.Replace("-only", "").Replace("-or-later", "") switch
    {
        "MIT" or "MIT License" => Mit + Warranty,
        "ISC" => Isc + Warranty,
        "BSD-2-Clause" => Bsd + Warranty,
        "BSD-3-Clause" => Bsd + "Neither the name of the copyright holder nor the names of its contributors may be used to endorse products.\n" + Warranty,
        "Apache-2.0" => "Apache License\nVersion 2.0, January 2004\nhttp://www.apache.org/licenses/\n",
        "GPL-2.0" => "GNU GENERAL PUBLIC LICENSE\nVersion 2, June 1991\n",
        "GPL-3.0" or "GPLv3" => "GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007\n",
        "LGPL-2.1" => "GNU LESSER GENERAL PUBLIC LICENSE\nVersion 2.1, February 1999\n",
        "LGPL-3.0" => "GNU LESSER GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007\n",
        "AGPL-3.0" => "GNU AFFERO GENERAL PUBLIC LICENSE\nVersion 3, 19 November 2007\n",
        "MPL-2.0" => "Mozilla Public License Version 2.0\n",
        "Unlicense" => "This is free and unencumbered software released into the public domain.\n",
        "CC0-1.0" => "Creative Commons Legal Code\n\nCC0 1.0 Universal\n",
        _ => null,
    };
}
