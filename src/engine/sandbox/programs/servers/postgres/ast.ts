/** An expression of SQL. `at` is where it begins in the statement's text. */
export type Expression =
  | { readonly is: 'value'; readonly value: Cell; readonly type: SqlType }
  | { readonly is: 'column'; readonly name: string; readonly table: string | undefined; readonly at: number }
  | { readonly is: 'star' }
  | {
      readonly is: 'call';
      readonly name: string;
      readonly items: readonly Expression[];
      readonly distinct: boolean;
      readonly at: number;
    }
  | {
      readonly is: 'operator';
      readonly name: string;
      readonly items: readonly Expression[];
      readonly at: number;
    }
  | { readonly is: 'cast'; readonly item: Expression; readonly type: SqlType; readonly at: number };

/** What a field holds; null is SQL's NULL. Moments are milliseconds since 1970. */
export type Cell = string | number | boolean | null;

export type SqlType =
  | 'integer'
  | 'bigint'
  | 'numeric'
  | 'double precision'
  | 'text'
  | 'character varying'
  | 'boolean'
  | 'timestamp with time zone'
  | 'timestamp without time zone'
  | 'date'
  | 'unknown';

export interface ColumnDefinition {
  readonly name: string;
  readonly type: SqlType;
  /** Of `varchar(n)`. */
  readonly length?: number;
  readonly serial?: boolean;
  readonly notNull?: boolean;
  readonly unique?: boolean;
  readonly primary?: boolean;
  readonly default?: Expression;
  /** How the default was written. */
  readonly defaultText?: string;
}

export interface OutputColumn {
  readonly value: Expression;
  readonly name: string;
}

export interface Select {
  readonly is: 'select';
  readonly columns: readonly OutputColumn[];
  readonly distinct: boolean;
  readonly table: string | undefined;
  readonly alias: string | undefined;
  readonly at: number;
  readonly where: Expression | undefined;
  readonly group: readonly Expression[];
  readonly order: readonly { readonly by: Expression; readonly down: boolean }[];
  readonly limit: Expression | undefined;
  readonly offset: Expression | undefined;
}

export type Statement =
  | Select
  | {
      readonly is: 'create-table';
      readonly name: string;
      readonly ifNotExists: boolean;
      readonly columns: readonly ColumnDefinition[];
    }
  | { readonly is: 'drop-table'; readonly names: readonly string[]; readonly ifExists: boolean }
  | { readonly is: 'truncate'; readonly name: string; readonly at: number }
  | { readonly is: 'create-database'; readonly name: string; readonly owner: string | undefined }
  | { readonly is: 'drop-database'; readonly name: string; readonly ifExists: boolean }
  | { readonly is: 'create-role'; readonly name: string; readonly password: string | undefined }
  | { readonly is: 'grant' }
  | {
      readonly is: 'insert';
      readonly table: string;
      readonly at: number;
      readonly columns: readonly { readonly name: string; readonly at: number }[] | undefined;
      /** undefined in a place: DEFAULT */
      readonly rows: readonly (readonly (Expression | undefined)[])[];
      readonly returning: readonly OutputColumn[];
    }
  | {
      readonly is: 'update';
      readonly table: string;
      readonly at: number;
      readonly set: readonly { readonly name: string; readonly at: number; readonly value: Expression }[];
      readonly where: Expression | undefined;
      readonly returning: readonly OutputColumn[];
    }
  | {
      readonly is: 'delete';
      readonly table: string;
      readonly at: number;
      readonly where: Expression | undefined;
      readonly returning: readonly OutputColumn[];
    }
  | { readonly is: 'transaction'; readonly verb: 'begin' | 'commit' | 'rollback' };
